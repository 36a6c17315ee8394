import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capture } from "../fixtures/captured-cli.ts";
import { compiled, filterSource } from "../fixtures/project.ts";

/** A later version, which looks at bodies, logs, and takes more configuration. */
const laterSource = filterSource
  .replace('header: string = "x-canary";', 'header: string = "x-canary";\n  limits: Limit[] = [];')
  .replace("@config\nclass Settings", "@config\nclass Limit {\n  path!: string;\n}\n\n@config\nclass Settings")
  .replace("import { HeadersAction,", "import { clearRouteCache, DataAction, HeadersAction, log,")
  .replace(
    "  onResponseHeaders(",
    '  onRequestBody(size: u32, endOfStream: bool): DataAction {\n    log.info("body");\n    clearRouteCache();\n    this.request.headers.set("x-size", "large");\n    return DataAction.Continue;\n  }\n\n  onResponseHeaders(',
  );

let cwd: string;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "mesh-wasm-diff-"));
  writeFileSync(join(cwd, "old.wasm"), await compiled(filterSource));
  writeFileSync(join(cwd, "new.wasm"), await compiled(laterSource));
});

afterAll(() => rmSync(cwd, { recursive: true }));

test("what the new one may do more is shown, and is a failure where it is asked for", async () => {
  const { status, stdout } = await capture(["diff", "old.wasm", "new.wasm"], { cwd });
  expect(status).toBe(0);
  await expect(stdout.replace(/\d+\.\d kB/g, "SIZE")).toMatchFileSnapshot("../golden/diff.txt");
  const gate = await capture(["diff", "old.wasm", "new.wasm", "--exit-code"], { cwd });
  expect([gate.status, gate.stderr.includes("MW0720")]).toEqual([1, true]);
});

test("what the new one may not do any more is no failure", async () => {
  const { status, stdout } = await capture(["diff", "new.wasm", "old.wasm", "--exit-code", "--json"], { cwd });
  expect(status).toBe(0);
  const { data } = JSON.parse(stdout);
  expect(data.touches.foreignFunctions).toEqual({ added: [], removed: ["clear_route_cache"] });
  expect(data.callbacks).toEqual({ added: [], removed: ["proxy_on_request_body"] });
  expect(data.configuration.removed).toEqual(["canary: limits", "canary: limits[].path (required)"]);
});

test("a header more is more, with the same functions of the proxy", async () => {
  const source = filterSource.replace(
    "  onResponse",
    '  onRequestHeaders(endOfStream: bool): HeadersAction {\n    this.request.headers.set(HEADER, "yes");\n    return HeadersAction.Continue;\n  }\n\n  onResponse',
  );
  for (const header of ["x-user", "x-admin"]) {
    writeFileSync(join(cwd, `${header}.wasm`), await compiled(source.replace("HEADER", `"${header}"`)));
  }
  const { status, stdout } = await capture(["diff", "x-user.wasm", "x-admin.wasm", "--exit-code", "--json"], { cwd });
  expect(status).toBe(1);
  const { data } = JSON.parse(stdout);
  expect(data.hostCalls).toEqual({ added: [], removed: [] });
  expect(data.touches.headersSet).toEqual({ added: ["request x-admin"], removed: ["request x-user"] });
});

test("a module and itself are the same", async () => {
  const { stdout } = await capture(["diff", "old.wasm", "old.wasm"], { cwd });
  expect(stdout).toContain("They call the same functions of the proxy");
});
