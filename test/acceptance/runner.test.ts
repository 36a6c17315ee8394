import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile } from "../../module/index.ts";
import { openSuite, type SuiteOptions } from "../../testing/scenario/run/run-suite.ts";

const projectDir = fileURLToPath(new URL("probes", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-scenarios-"));
let module: Uint8Array;
let sourceMap: string | null;

beforeAll(async () => {
  ({ wasm: module, sourceMap } = await compile({
    entry: join(projectDir, "runner.ts"),
    projectDir,
    name: "runner",
    mode: "release",
  }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is wrong with each test of a suite: `test: [phase] message`, with line and column. */
function failuresOf(suite: string, options: Partial<SuiteOptions> = {}): string[] {
  const file = join(folder, "tests.textpb");
  writeFileSync(file, suite);
  return openSuite({ file, module, sourceMap, ...options }).flatMap(({ test, run }) =>
    run().failures.map(({ at, phase, message }) => `${test.name} ${at.line}:${at.column} [${phase}] ${message}`),
  );
}

/** A test whose request has a header `do`. */
const doing = (what: string, result: string, more = "") =>
  `test { request_headers { input { header { key: "do" value: "${what}" } } result { ${result} } } ${more} }`;

describe("what a callback sees", () => {
  test("the headers of its own phase only", () => {
    expect(
      failuresOf(doing("maps", 'log { exact: "0 2 false" }', 'stream_destroy { log { exact: "log 2" } }')),
    ).toEqual([]);
  });

  test("headers by name, as they are written first", () => {
    const input = ["b", "DO", "A_", "aa", "B"].map((key) => `header { key: "${key}" value: "names" }`).join(" ");
    const suite = `test { request_headers { input { ${input} } result { log { exact: "aa A_ b DO " } } } }`;
    expect(failuresOf(suite)).toEqual([]);
  });

  test("as the size of a map the number of its fields", () => {
    expect(failuresOf(doing("size", 'log { exact: "size 1" }'))).toEqual([]);
  });

  test("properties of the test, from the begin of the stream on", () => {
    const properties = ["BR", "US"].map((value) => `properties { path: "request.client_region" value: "${value}" }`);
    const region = '{ log { exact: "region BR" } }';
    const response = `response_headers { result ${region} }`;
    expect(failuresOf(`test { ${properties.join(" ")} stream_init ${region} ${response} }`)).toEqual([]);
    expect(failuresOf('test { stream_init { log { exact: "region none" } } }')).toEqual([]);
  });

  test("no way to set properties", () => {
    expect(failuresOf(doing("set property", 'log { exact: "status 12" }'))).toEqual([]);
  });

  test("a clock that stands still", () => {
    expect(failuresOf(doing("time", 'log { exact: "time 1000000" }'))).toEqual([]);
    expect(failuresOf(`env { time_secs: 5 } ${doing("time", 'log { exact: "time 5000000000" }')}`)).toEqual([]);
  });

  test("data that other tests of the suite have shared", () => {
    const both = [1, 2].map((count) => doing("count", `log { exact: "count ${count}" }`)).join("\n");
    expect(failuresOf(both)).toEqual([]);
  });

  test("a configuration from outside, from the suite, or none", () => {
    const suite = (text: string) => `test { plugin_init { log { exact: "configured with ${text}" } } }`;
    expect(failuresOf(suite(""))).toEqual([]);
    expect(failuresOf(suite("a"), { configuration: "a" })).toEqual([]);
    writeFileSync(join(folder, "plugin.config"), "b");
    expect(failuresOf(`env { config_path: "plugin.config" } ${suite("b")}`)).toEqual([]);
  });
});

describe("log lines", () => {
  test.each([
    ["", ["info", "warn", "error", "critical"]],
    ["env { log_level: UNDEFINED }", ["info", "warn", "error", "critical"]],
    ["env { log_level: TRACE }", ["trace", "debug", "info", "warn", "error", "critical"]],
    ["env { log_level: ERROR }", ["error", "critical"]],
  ])("with %j", (env, levels) => {
    const matchers = ["trace", "debug", "info", "warn", "error", "critical"]
      .map((level) => `log { exact: "at ${level}" invert: ${!levels.includes(level)} }`)
      .join(" ");
    expect(failuresOf(`${env} ${doing("levels", matchers)}`)).toEqual([]);
  });

  test("count in their own phase only", () => {
    const suite = doing(
      "levels",
      'log { regex: "region.*" invert: true }',
      'stream_destroy { log { exact: "at info" } }',
    );
    expect(failuresOf(suite)).toEqual([
      expect.stringMatching(/ \[stream_destroy\] a log line: expected the text "at info", found "log 2"$/),
    ]);
  });

  test("go to the file that the suite names", () => {
    const path = join(folder, "plugin.log");
    failuresOf(`env { log_path: "${path}" } test { name: "A" }`);
    expect(readFileSync(path, "utf8").split("\n")).toEqual([
      "--- Starting test: A ---",
      "configured with ",
      "region none",
      "log 2",
      "--- Finished test: A ---",
      "",
    ]);
  });
});

describe("local replies", () => {
  test("have status, gRPC status, details, headers and body, and end the stream", () => {
    const result = 'immediate { http_status: 418 grpc_status: 12 details: "why" } body { exact: "teapot" }';
    const headers = 'has_header { key: "A" value: "1, 2" } no_header { key: "do" } headers { exact: "a: 1, 2" }';
    const later = 'response_headers { result { log { regex: ".*" invert: true } no_header { key: "do" } } }';
    expect(failuresOf(doing("reply", `${result} ${headers}`, later))).toEqual([]);
  });

  test("that are not expected fail, and so do expected ones that do not come", () => {
    expect(failuresOf(doing("reply", ""))).toEqual([
      ' 1:24 [request_headers] expected no local reply, found one with status 418 and the body "teapot"',
    ]);
    expect(failuresOf(doing("nothing", "immediate {}"))).toEqual([
      expect.stringMatching(/ \[request_headers\] expected a local reply, found none$/),
    ]);
  });

  test("that differ are told in all ways", () => {
    const result =
      'immediate { http_status: 404 grpc_status: 0 details: "" } body { regex: "t.p" invert: true } body { exact: "x" }';
    expect(failuresOf(doing("reply", result)).map((line) => line.replace(/^.*\] /, ""))).toEqual([
      'the body: expected the text "x", found "teapot"',
      "expected a local reply with status 404, found 418",
      "expected a local reply with gRPC status 0, found 12",
      'expected a local reply with details "", found "why"',
    ]);
  });

  test("of a body count where they are expected, and the next body does not come", () => {
    const body = (content: string, result: string) =>
      `request_body { input { content: "${content}" } result { ${result} } }`;
    const reply = 'immediate { http_status: 418 } body { exact: "teapot" } has_header { key: "a" value: "1" }';
    expect(failuresOf(`test { ${body("reply", reply)} ${body("more", 'body { exact: "" }')} }`)).toEqual([]);
    expect(failuresOf(`test { ${body("reply", 'body { exact: "reply" }')} }`)).toEqual([]);
    expect(failuresOf(`test { ${body("other", "immediate {}")} }`)).toHaveLength(1);
  });

  test("come too late in the body of a response", () => {
    expect(
      failuresOf('test { response_body { input { content: "reply" } result { body { exact: "reply" } } } }'),
    ).toEqual([]);
  });
});

describe("bodies", () => {
  test("go on whatever the callback answers, each with an end", () => {
    const body = 'request_body { input { content: "pause" } result { body { exact: "pause" } } }';
    const other =
      'request_body { input { content: "ab" } result { body { exact: "ab" } log { exact: "body 2 true" } } }';
    expect(failuresOf(`test { ${body} ${other} }`)).toEqual([]);
  });

  test("are changed in the middle, too", () => {
    expect(
      failuresOf('test { request_body { input { content: "middle" } result { body { exact: "m*****le" } } } }'),
    ).toEqual([]);
  });

  test("show the log of their last chunk", () => {
    const result = 'log { exact: "body 1 true" } log { exact: "body 1 false" invert: true }';
    expect(failuresOf(`test { chunk_size: 1 request_body { input { content: "abc" } result { ${result} } } }`)).toEqual(
      [],
    );
  });

  test("are one when they come in chunks", () => {
    expect(failuresOf('test { name: "A" num_chunks: 1 request_body {} request_body {} }')).toEqual([
      "A 1:6 [request_body] request_body can be given only once beside num_chunks or chunk_size",
    ]);
  });
});

describe("tests that fail", () => {
  test("a bare pause", () => {
    expect(failuresOf(doing("pause", ""))).toEqual([
      " 1:24 [request_headers] expected that the stream goes on, found that it was paused (4)",
    ]);
  });

  test("a module that traps", () => {
    const [line, ...more] = failuresOf(doing("trap", "", "stream_destroy { log { exact: 'no' } }"));
    expect(line).toMatch(
      /^ 1:6 \[request_headers\] the module trapped in proxy_on_request_headers: as you wish\n +at Stream\.onRequestHeaders +runner\.ts:\d+:25/,
    );
    expect(more).toEqual([]);
  });

  test("a module that does not come to an end", () => {
    expect(failuresOf(doing("hang", ""))).toEqual([
      expect.stringMatching(/^ 1:6 \[request_headers\] the module trapped in proxy_on_request_headers: hangs: /),
    ]);
  });

  test("a module that traps when the plugin ends", () => {
    expect(failuresOf('test { name: "A" }', { configuration: "trap at the end" })).toEqual([
      expect.stringMatching(/^A 1:6 \[plugin_destroy\] the module trapped in proxy_on_done: at the end\n/),
    ]);
  });

  test("a module that refuses its configuration", () => {
    expect(failuresOf('test { name: "A" }', { configuration: "refuse" })).toEqual([
      "A 1:6 [plugin_init] the module refuses to start\nIt had logged:\nconfigured with refuse",
    ]);
  });

  test("headers that are missing, other, or there", () => {
    const result = [
      'has_header { key: "x" value: "1" }',
      'has_header { key: "DO" value: "it" }',
      'no_header { key: "Do" }',
      'headers { regex: "do: i" }',
      "has_header {}",
    ];
    expect(failuresOf(doing("so", result.join(" "))).map((line) => line.replace(/^.*\] /, ""))).toEqual([
      'expected the header x with "1", found none',
      'expected the header DO with "it", found "so"',
      "has_header needs a key",
      'expected no header Do, found "so"',
      'a header: expected a match of /do: i/, found "do: so"',
    ]);
  });

  test("input that is no HTTP, and files that are missing", () => {
    expect(failuresOf('test { request_headers { input { content: "?" } } }')).toEqual([
      ' 1:24 [request_headers] no request line: "?"',
    ]);
    expect(failuresOf('test { request_body { input { file: "none" } } }')[0]).toMatch(/none: ENOENT/);
    expect(failuresOf('test { request_headers { result { log { regex: "[" } } } }')[0]).toMatch(
      /a log line: bad regex: /,
    );
    expect(failuresOf('test { request_headers { result { body { file: "none" } } } }')[0]).toMatch(
      /the body: .*ENOENT/,
    );
  });
});
