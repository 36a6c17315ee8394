import { expect, test } from "vitest";
import { MeshWasmError, noProgress, type Output, processContext } from "../core/index.ts";
import { defineCommand, type Outcome } from "./framework/command.ts";
import type { CliContext, CommandContext } from "./framework/context.ts";
import { runCli } from "./run-cli.ts";

type Body = (ctx: CommandContext) => Promise<Outcome<{ answer: number }>>;

/** Runs a registry of one command, `do`, and gives back all that it left. */
async function runBody(body: Body, argv: string[], overrides: Partial<CliContext> = {}) {
  const written = { stdout: "", stderr: "" };
  const output = (name: keyof typeof written): Output => ({
    write(text) {
      written[name] += text;
    },
    isTTY: false,
    columns: 80,
  });
  const context: CliContext = {
    ...processContext({ env: { LANG: "C.UTF-8" }, stdout: output("stdout"), stderr: output("stderr") }),
    progress: noProgress,
    platform: "linux",
    nodeVersion: "v20.19.0",
    stdin: { isTTY: true, readAll: async () => "", async *chunks() {} },
    ...overrides,
  };
  const command = defineCommand({
    name: "do",
    summary: "Do it",
    description: "Does it.",
    examples: [],
    run: body,
    render: ({ answer }) => `the answer is ${answer}\n`,
  });
  const status = await runCli(["do", ...argv], context, { groups: [], commands: [command] });
  return { status, ...written };
}

const answer: Body = async (ctx) => {
  ctx.progress.step("thinking").done("thought");
  ctx.warn("it took long");
  ctx.note("a note");
  return { result: { answer: 42 } };
};

test("results go to stdout; steps, warnings and notes to stderr", async () => {
  const { status, stdout, stderr } = await runBody(answer, []);
  expect(status).toBe(0);
  expect(stdout).toBe("the answer is 42\n");
  expect(stderr).toBe("✔ thought\n⚠ it took long\na note\n");
});

test("--quiet leaves the result alone on the screen", async () => {
  expect(await runBody(answer, ["-q"])).toEqual({ status: 0, stdout: "the answer is 42\n", stderr: "" });
});

test("--json prints one document and nothing else", async () => {
  const { stdout, stderr } = await runBody(answer, ["--json"]);
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: "do",
    ok: true,
    data: { answer: 42 },
    warnings: ["it took long"],
    durationMs: expect.any(Number),
  });
});

test("a failed command prints the four parts of its error and exits with its status", async () => {
  const fail: Body = async () => {
    throw new MeshWasmError("MW1002", "there is nothing here", {
      details: ["looked in /a", "looked in /b"],
      hint: "go elsewhere",
      location: { file: "a.ts", line: 3, column: 7 },
    });
  };
  const text = await runBody(fail, []);
  expect(text.status).toBe(3);
  expect(text.stdout).toBe("");
  expect(text.stderr).toBe(
    "✖ MW1002  No project here\n  there is nothing here\n  at a.ts:3:7\n    looked in /a\n    looked in /b\n  → go elsewhere\n  more: mesh-wasm explain MW1002\n",
  );
  const json = await runBody(fail, ["--json"]);
  expect(json.stderr).toBe("");
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: false,
    error: {
      code: "MW1002",
      message: "there is nothing here",
      details: ["looked in /a", "looked in /b"],
      hint: "go elsewhere",
      location: { file: "a.ts", line: 3, column: 7 },
    },
  });
});

test("a bad answer is printed as a result and as an error, in one document with --json", async () => {
  const bad: Body = async () => ({ result: { answer: 0 }, failure: new MeshWasmError("MW0111", "1 error") });
  const text = await runBody(bad, []);
  expect(text).toMatchObject({ status: 1, stdout: "the answer is 0\n" });
  expect(text.stderr).toContain("MW0111");
  const document = JSON.parse((await runBody(bad, ["--json"])).stdout);
  expect(document).toMatchObject({ ok: false, data: { answer: 0 }, error: { code: "MW0111" } });
});

test("an error that no one foresaw is MW0001 with exit status 70, and shows its stack with --verbose", async () => {
  const crash: Body = async () => {
    throw new TypeError("x is not a function");
  };
  const { status, stderr } = await runBody(crash, []);
  expect(status).toBe(70);
  expect(stderr).toContain("✖ MW0001");
  expect(stderr).not.toContain("run-cli.test.ts");
  const verbose = await runBody(crash, ["--verbose"]);
  expect(verbose.stderr).toContain("TypeError: x is not a function");
  expect(verbose.stderr).toContain("run-cli.test.ts");
});

test("usage errors are JSON too", async () => {
  const { status, stdout, stderr } = await runBody(answer, ["--nope", "--json"]);
  expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ command: "do", ok: false, error: { code: "MW0102" } });
});

test("cleanups run last to first, after errors too, and one that fails stops no other", async () => {
  const order: string[] = [];
  const body: Body = async (ctx) => {
    ctx.defer(() => void order.push("first"));
    ctx.defer(() => {
      throw new Error("cannot stop");
    });
    ctx.defer(async () => void order.push("third"));
    throw new Error("halfway");
  };
  const { status, stderr } = await runBody(body, []);
  expect(order).toEqual(["third", "first"]);
  expect(status).toBe(70);
  expect(stderr).toContain("halfway");
  expect(stderr).toContain("cannot stop");
});

test("a command that stays prints its result first and ends with 130 when it is stopped", async () => {
  const abort = new AbortController();
  const events: string[] = [];
  const body: Body = async (ctx) => {
    ctx.defer(() => void events.push("cleaned"));
    return {
      result: { answer: 1 },
      stay: () =>
        new Promise((resolve) => {
          ctx.signal.addEventListener("abort", () => resolve());
          events.push("staying");
          abort.abort();
        }),
    };
  };
  const { status, stdout, stderr } = await runBody(body, ["--json"], { signal: abort.signal });
  expect(status).toBe(130);
  expect(events).toEqual(["staying", "cleaned"]);
  expect(JSON.parse(stdout).data).toEqual({ answer: 1 });
  expect(stderr).toBe("");
});

test("what ends a staying command badly goes to stderr, so that stdout stays one document", async () => {
  const body: Body = async () => ({
    result: { answer: 1 },
    stay: async () => {
      throw new MeshWasmError("MW0111", "it died");
    },
  });
  const { status, stdout, stderr } = await runBody(body, ["--json"]);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  expect(JSON.parse(stderr)).toMatchObject({ ok: false, error: { code: "MW0111" } });
});

test("a command that a signal broke off says that it was interrupted", async () => {
  const abort = new AbortController();
  const body: Body = async (ctx) => {
    abort.abort();
    ctx.signal.throwIfAborted();
    return { result: { answer: 1 } };
  };
  const { status, stderr } = await runBody(body, [], { signal: abort.signal });
  expect(status).toBe(130);
  expect(stderr).toContain("MW0002");
});

test("questions may be asked only of a person at a terminal", async () => {
  async function mayPrompt(argv: string[], overrides: Partial<CliContext> = {}): Promise<boolean> {
    const seen: boolean[] = [];
    const stdout: Output = { write() {}, isTTY: true, columns: 80 };
    await runBody(
      async (ctx) => {
        seen.push(ctx.mayPrompt);
        return { result: { answer: 1 } };
      },
      argv,
      { stdout, ...overrides },
    );
    return seen[0] === true;
  }
  expect(await mayPrompt([])).toBe(true);
  expect(await mayPrompt(["--no-input"])).toBe(false);
  expect(await mayPrompt(["--yes"])).toBe(false);
  expect(await mayPrompt(["--json"])).toBe(false);
  expect(await mayPrompt([], { env: { CI: "true" } })).toBe(false);
  expect(await mayPrompt([], { stdin: { isTTY: false, readAll: async () => "", async *chunks() {} } })).toBe(false);
});
