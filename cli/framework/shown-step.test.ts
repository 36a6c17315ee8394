import { expect, test } from "vitest";
import { shownStep } from "./shown-step.ts";

function recorded() {
  const said: string[] = [];
  const progress = {
    step: (label: string) => ({
      update: (text: string) => void said.push(`${label}: ${text}`),
      done: (text = label) => void said.push(`done: ${text}`),
      fail: (text = label) => void said.push(`failed: ${text}`),
    }),
  };
  return { progress, said };
}

test("a step ends with the work, and says what came of it", async () => {
  const { progress, said } = recorded();
  const result = await shownStep(
    { progress },
    "adding",
    (sum) => `added up to ${sum}`,
    async (step) => {
      step.update("half of it");
      return 3;
    },
  );
  expect(result).toBe(3);
  expect(said).toEqual(["adding: half of it", "done: added up to 3"]);
});

test("a step whose work throws fails, and the error goes on", async () => {
  const { progress, said } = recorded();
  const work = () => Promise.reject(new Error("no numbers"));
  await expect(shownStep({ progress }, "adding", () => "added", work)).rejects.toThrow("no numbers");
  expect(said).toEqual(["failed: adding"]);
});
