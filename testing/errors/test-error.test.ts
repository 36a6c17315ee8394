import { expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { tellWhole, testError, toldWhole } from "./test-error.ts";

const options = { details: ["at assembly/index.ts:3:7", "3 │ abort()"], hint: "look there" };
const message = "it trapped (MW0401)\n  at assembly/index.ts:3:7\n  3 │ abort()\nlook there";

test("the message has the code, the details and what to do", () => {
  expect(testError("MW0401", "it trapped", options)).toMatchObject({ code: "MW0401", message, ...options });
  expect(testError("MW0401", "it trapped", options).stack).toContain(`MeshWasmError: ${message}\n    at `);
});

test("it is put there once", async () => {
  const error = new MeshWasmError("MW0401", "it trapped", options);
  await expect(toldWhole(Promise.reject(tellWhole(error)))).rejects.toThrow(error);
  expect(error.message).toBe(message);
});

test("other errors stay as they are", async () => {
  const other = new Error("other");
  await expect(toldWhole(Promise.reject(other))).rejects.toBe(other);
  expect(other.message).toBe("other");
});
