import { describe, expect, test, vi } from "vitest";
import { supports } from "./index.ts";
import { skippable } from "./skippable.ts";
import { unsupported } from "./unsupported.ts";

describe("skippable", () => {
  test("skips with the reason what the engine cannot do", async () => {
    const context = { skip: vi.fn() };
    await skippable(() => {
      throw unsupported("envoy", "clock");
    })(context);
    expect(context.skip).toHaveBeenCalledWith("Envoy cannot do this: its clock cannot be set or moved");
  });

  test("lets everything else through", async () => {
    const context = { skip: vi.fn() };
    const failing = skippable(async () => {
      throw new Error("no");
    });
    await expect(failing(context)).rejects.toThrow("no");
    await skippable(async () => {})(context);
    expect(context.skip).not.toHaveBeenCalled();
  });
});

test("the host can do everything", () => {
  expect(supports("host", "clock")).toBe(true);
  expect(supports("docker", "shared")).toBe(false);
});
