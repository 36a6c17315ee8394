import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { homedir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { capture, eventually, normalized } from "../fixtures/captured-cli.ts";
import { compiled, filterSource, folderWith, projectFiles } from "../fixtures/project.ts";
import { stay } from "../fixtures/staying-cli.ts";

/** Says what it does, and traps when it is asked to. */
const source = filterSource.replace("HttpContext, PluginContext", "HttpContext, log, PluginContext").replace(
  "  onResponseHeaders",
  `  onRequestHeaders(endOfStream: bool): HeadersAction {
    log.warn("asked");
    if (this.request.headers.has("x-trap")) throw new Error("as you wish");
    return HeadersAction.Continue;
  }

  onResponseHeaders`,
);

let module: Uint8Array;

beforeAll(async () => {
  module = await compiled(source);
});

/** A folder with the module, and the options to run there with the machine's own Envoy. */
function place(files: Record<string, string | Uint8Array> = {}) {
  const cwd = folderWith({ "canary.wasm": module, ...files });
  const env = {
    HOME: homedir(),
    ENVOY_PATH: process.env["ENVOY_PATH"],
    MESH_WASM_STATE_HOME: join(cwd, "state"),
  };
  return { cwd, env };
}

async function proxyOf(running: ReturnType<typeof stay>): Promise<string> {
  const [, url = ""] = await running.until("stdout", /proxy\s+(http:\S+)[^\n]*\n/);
  return url;
}

describe("run", () => {
  test("serves a module before the echo, shows what it logs, and cleans up when it is stopped", async () => {
    const { cwd, env } = place();
    const running = stay(["run", "canary.wasm", "--port", "0"], { cwd, env });
    const url = await proxyOf(running);
    const response = await fetch(`${url}/cart`);
    expect(response.headers.get("x-canary")).toBe("yes");
    expect(await response.json()).toMatchObject({ upstream: "echo", path: "/cart" });
    await running.until("stderr", /warning canary {2}asked\n/);
    const { status, stdout, stderr } = await running.stop();
    expect(status).toBe(130);
    expect(stderr).not.toContain("✖");
    expect(normalized(stdout)).toBe(
      [
        "  ➜ proxy  http://127.0.0.1:<port>  → upstream: echo",
        "  ➜ admin  http://127.0.0.1:<port>",
        "  ➜ try  curl -i http://127.0.0.1:<port>/",
        "",
      ].join("\n"),
    );
    await eventually(() => readdirSync(join(cwd, "state/runs")).length === 0);
    await expect(fetch(url)).rejects.toThrow();
  });

  test("--json prints the addresses when it is ready, and nothing else", async () => {
    const { cwd, env } = place();
    const running = stay(["run", "canary.wasm", "--port", "0", "--json"], { cwd, env });
    const [line] = await running.until("stdout", /.*\n/);
    const { ok, data } = JSON.parse(line);
    expect(ok).toBe(true);
    expect(data).toMatchObject({
      filter: "canary",
      upstream: "echo",
      engine: "envoy",
      module: join(cwd, "canary.wasm"),
    });
    expect((await fetch(data.url)).status).toBe(200);
    expect((await fetch(`${data.adminUrl}/ready`)).status).toBe(200);
    expect(await running.stop()).toMatchObject({ status: 130, stdout: line, stderr: "" });
  });

  test("sends requests on to another upstream, under another configuration", async () => {
    const upstream = createServer((_, response) => response.end("from the shop"));
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void upstream.close());
    const address = upstream.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { cwd, env } = place({ "beta.yaml": "header: x-beta\n" });
    const argv = ["run", "canary.wasm", "-p", "0", "--plugin-config", "beta.yaml"];
    const running = stay(argv, { cwd, env: { ...env, MESH_WASM_UPSTREAM: `http://127.0.0.1:${port}` } });
    const response = await fetch(await proxyOf(running));
    expect(await response.text()).toBe("from the shop");
    expect(response.headers.get("x-beta")).toBe("yes");
    await running.stop();
  });

  test("--fail-strategy decides about requests after a trap", async () => {
    const { cwd, env } = place();
    const running = stay(["run", "canary.wasm", "-p", "0", "--fail-strategy", "open"], { cwd, env });
    const url = await proxyOf(running);
    expect((await fetch(url)).headers.get("x-canary")).toBe("yes");
    await fetch(url, { headers: { "x-trap": "1" } });
    await running.until("stderr", /critical[^\n]*\n/);
    const after = await fetch(url);
    expect(after.status).toBe(200);
    expect(after.headers.get("x-canary")).toBeNull();
    await running.stop();
  });

  test("an Envoy that ends by itself is an error with its last words", async () => {
    const { cwd, env } = place();
    const running = stay(["run", "canary.wasm", "-p", "0"], { cwd, env });
    await proxyOf(running);
    const [, admin = ""] = await running.until("stdout", /admin\s+(http:\S+)/);
    await fetch(`${admin}/quitquitquit`, { method: "POST" });
    const { status, stderr } = await running.finished;
    expect(status).toBe(1);
    expect(stderr).toContain("MW0534");
    expect(stderr).toContain("exiting");
  });

  test("an error of ours in the middle leaves no Envoy", async () => {
    const { cwd, env } = place();
    let url = "";
    const { status, stderr } = await capture(["run", "canary.wasm", "-p", "0"], {
      cwd,
      env,
      onStdout(text) {
        url = /proxy\s+(http:\S+)/.exec(text)?.[1] ?? "";
        throw new Error("the reader is gone");
      },
    });
    expect(status).toBe(70);
    expect(stderr).toContain("the reader is gone");
    await expect(fetch(url)).rejects.toThrow();
    await eventually(() => readdirSync(join(cwd, "state/runs")).length === 0);
  });

  test("a stop while Envoy starts leaves no Envoy either", async () => {
    const { cwd, env } = place();
    const abort = new AbortController();
    const ended = capture(["run", "canary.wasm", "-p", "0", "-v"], {
      cwd,
      env,
      signal: abort.signal,
      onStderr(text) {
        if (text.includes("envoy.json")) abort.abort();
      },
    });
    expect(await ended).toMatchObject({ status: 130, stdout: "" });
    expect((await ended).stderr).toContain("MW0002");
  });
});

describe("run --bootstrap", () => {
  test("what --print-bootstrap prints can be changed and run", async () => {
    const { cwd, env } = place();
    const printed = await capture(["run", "canary.wasm", "-p", "0", "--print-bootstrap"], { cwd, env });
    expect(printed.status).toBe(0);
    const text = normalized(printed.stdout, { [cwd]: "<folder>" });
    await expect(text).toMatchFileSnapshot("../golden/bootstrap.txt");
    const running = stay(["run", "--bootstrap", "-"], { cwd, env, stdin: printed.stdout.replace("200", "201") });
    expect((await fetch(await proxyOf(running))).status).toBe(201);
    await running.stop();
  });
});

describe("run --watch", () => {
  test("swaps each good build and each configuration in, and goes on with the old one after a bad one", async () => {
    const config = { filters: { canary: { entry: "assembly/index.ts", configuration: "plugin.yaml" } } };
    const { cwd, env } = place({
      ...projectFiles,
      "mesh-wasm.config.json": JSON.stringify(config),
      "plugin.yaml": "header: x-canary\n",
    });
    const entry = join(cwd, "assembly/index.ts");
    const running = stay(["run", "--watch", "--port", "0"], { cwd, env });
    const url = await proxyOf(running);
    const answer = async (name: string) => (await fetch(url)).headers.get(name);
    expect(await answer("x-canary")).toBe("yes");

    writeFileSync(entry, filterSource.replace('"yes"', '"certainly"'));
    await running.until("stderr", /serves the new canary/);
    expect(await answer("x-canary")).toBe("certainly");

    writeFileSync(entry, filterSource.replace('"yes"', "perhaps"));
    await running.until("stderr", /goes on serving/);
    expect(await answer("x-canary")).toBe("certainly");

    writeFileSync(entry, filterSource);
    await running.until("stderr", /serves the new canary/);
    expect(await answer("x-canary")).toBe("yes");

    writeFileSync(join(cwd, "plugin.yaml"), "header: x-beta\n");
    await running.until("stderr", /serves the new canary/);
    expect(await answer("x-beta")).toBe("yes");

    writeFileSync(join(cwd, "plugin.yaml"), "haeder: x-beta\n");
    await running.until("stderr", /MW1001/);
    expect(await answer("x-beta")).toBe("yes");
    expect(await running.stop()).toMatchObject({ status: 130 });
  });

  test("a change of the project's configuration counts, and a mistake in it is told", async () => {
    const filters = (header: string) =>
      JSON.stringify({ filters: { canary: { entry: "assembly/index.ts", configuration: { header } } } });
    const { cwd, env } = place({ ...projectFiles, "mesh-wasm.config.json": filters("x-canary") });
    const running = stay(["run", "--watch", "--port", "0"], { cwd, env });
    const url = await proxyOf(running);

    writeFileSync(join(cwd, "mesh-wasm.config.json"), filters("x-new"));
    await running.until("stderr", /serves the new canary/);
    expect((await fetch(url)).headers.get("x-new")).toBe("yes");

    writeFileSync(join(cwd, "mesh-wasm.config.json"), '{ "filtres": {} }');
    await running.until("stderr", /goes on serving/);
    expect((await fetch(url)).headers.get("x-new")).toBe("yes");
    expect(await running.stop()).toMatchObject({ status: 130 });
  });

  test("a module that is written anew is swapped in", async () => {
    const { cwd, env } = place();
    const running = stay(["run", "canary.wasm", "-w", "-p", "0"], { cwd, env });
    const url = await proxyOf(running);
    writeFileSync(join(cwd, "canary.wasm"), await compiled(filterSource.replace('"yes"', '"anew"')));
    await running.until("stderr", /serves the new canary/);
    expect((await fetch(url)).headers.get("x-canary")).toBe("anew");
    await running.stop();
  });
});

describe("validate", () => {
  test("has Envoy load and configure every filter of the project", async () => {
    const canary = { entry: "assembly/index.ts" };
    const config = { filters: { canary, beta: { ...canary, rootId: "canary", configuration: { header: "x-beta" } } } };
    const { cwd, env } = place({ ...projectFiles, "mesh-wasm.config.json": JSON.stringify(config) });
    const { status, stdout } = await capture(["validate", "--json"], { cwd, env });
    expect(status).toBe(0);
    const { modules } = JSON.parse(stdout).data;
    expect(modules).toMatchObject([
      { name: "canary", rootId: "canary", configuration: null, module: join(cwd, "build/canary.wasm") },
      { name: "beta", rootId: "canary", configuration: "the project's configuration" },
    ]);
    expect(readFileSync(join(cwd, "build/beta.wasm")).length).toBeGreaterThan(0);
  });

  test("prints a table", async () => {
    const { cwd, env } = place({ "beta.json": '{ "header": "x-beta" }' });
    const { stdout } = await capture(["validate", "canary.wasm", "--plugin-config", "beta.json"], { cwd, env });
    expect(stdout).toMatch(/^FILTER .*\ncanary {2}canary\.wasm {2}beta\.json +\d+\.\d+\.\d+\n$/);
  });
});
