import { expect, test } from "vitest";
import { capture } from "./fixtures/captured-cli.ts";
import { registry } from "./registry.ts";

const topics = ["", ...registry.groups.map(({ name }) => name), ...registry.commands.map(({ name }) => name)];

test.each(topics)("help of mesh-wasm %s", async (topic) => {
  const words = topic.split(" ").filter((word) => word !== "");
  const { status, stdout, stderr } = await capture([...words, "--help"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  await expect(stdout).toMatchFileSnapshot(`golden/help/${words.join("-") || "mesh-wasm"}.txt`);
});
