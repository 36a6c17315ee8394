import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { text } from "node:stream/consumers";
import { checkout } from "../support/cli.ts";

/** Names that the program goes by. */
const programs = ["chromium", "chromium-browser", "google-chrome"];

/** A Chromium of this machine; undefined for none. `npm test` installs one where it can. */
export const chromium = programs.find((name) => spawnSync(name, ["--version"]).status === 0);

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/**
 * Opens a page in headless Chromium, served from the checkout and from `files`, and resolves to what the page has sent to
 * `/result`, as JSON.
 *
 * @throws Error with what the page has sent to `/error`, or when the browser ends without a word.
 */
export async function resultOfPage(program: string, files: Record<string, string | Uint8Array>): Promise<unknown> {
  const profile = await mkdtemp(join(tmpdir(), "mesh-wasm-chromium-"));
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const told = toldTo(server, files);
  const browser = open(program, profile, `http://127.0.0.1:${port}/`);
  const ended = once(browser, "exit");
  try {
    return await Promise.race([
      told,
      ended.then(([code]) => Promise.reject(new Error(`the browser has ended: ${code}`))),
    ]);
  } finally {
    browser.kill();
    await ended;
    server.close();
    server.closeAllConnections();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Serves the page, and waits for what it sends. */
function toldTo(server: Server, files: Record<string, string | Uint8Array>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    server.on("request", async (request, response) => {
      const path = decodeURIComponent(request.url ?? "/");
      if (request.method === "POST") {
        const body = await text(request);
        response.end();
        if (path === "/result") resolve(JSON.parse(body));
        else reject(new Error(`the page has failed: ${body}`));
        return;
      }
      const content = files[path] ?? (await fileOfCheckout(path));
      response.writeHead(content === null ? 404 : 200, { "content-type": types[extname(path)] ?? "text/html" });
      response.end(content);
    });
  });
}

function open(program: string, profile: string, url: string): ChildProcess {
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
  return spawn(program, [...flags, `--user-data-dir=${profile}`, url], { stdio: "ignore" });
}

async function fileOfCheckout(path: string): Promise<Buffer | null> {
  const file = resolve(checkout, `.${path}`);
  if (!file.startsWith(checkout.endsWith(sep) ? checkout : checkout + sep)) return null;
  return readFile(file).catch(() => null);
}
