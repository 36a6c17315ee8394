// What `npm start` and `npm test` need before anything of the project can run: plain Node, no dependency.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** A folder for what takes long to fetch or build, outside of the checkout. */
export function cacheFolder(name) {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "mesh-wasm", name);
}

/** What was provisioned; throws the reason where the machine cannot have it. */
export function demanded(provisioned) {
  if (provisioned.available) return provisioned;
  throw new Error(provisioned.reason);
}

/** Installs the packages of package-lock.json where node_modules is missing or older. */
export async function provisionPackages() {
  if (isNewer("node_modules/.package-lock.json", "package-lock.json")) return;
  say("installing packages (npm ci)");
  await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** Compiles TypeScript and the ready-made filters into dist/ (only what changed). */
export async function provisionBuild() {
  await run("node", ["tools/build.mjs"]);
}

/** Runs `mesh-wasm` from this checkout. Resolves to its exit status. */
export function meshWasm(args, options = {}) {
  return run("node", ["dist/bin/mesh-wasm.cjs", ...args], options);
}

/** One line about what goes on, beside what the programs print themselves. */
export function say(text) {
  process.stderr.write(`- ${text}\n`);
}

/**
 * Runs a program in the project's folder with the terminal's streams and rejects when it fails. With `check: false` it
 * resolves to the exit status. A signal goes on to it, or another one that `endsWith` names.
 */
export function run(command, args, { check = true, env = {}, stdio = "inherit", endsWith } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env } });
    // The child gets the terminal's Ctrl-C itself; a signal to this process alone is passed on.
    const pass = (signal) => child.kill(endsWith ?? signal);
    process.on("SIGINT", pass).on("SIGTERM", pass);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.off("SIGINT", pass).off("SIGTERM", pass);
      const status = code ?? 130;
      if (!check || status === 0) resolve(status);
      else reject(Object.assign(new Error(`${command} ${args.join(" ")}: ${signal ?? `exit ${status}`}`), { status }));
    });
  });
}

/** Whether a program can be run and answers well; prints nothing. */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

/** Runs the main function of a tool: an error is one line and an exit status. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.status ?? 1;
  }
}

function isNewer(path, than) {
  const [file, other] = [new URL(`../${path}`, import.meta.url), new URL(`../${than}`, import.meta.url)];
  return existsSync(file) && statSync(file).mtimeMs >= statSync(other).mtimeMs;
}
