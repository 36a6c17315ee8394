#!/usr/bin/env node
// Nothing is loaded before the version of Node is known, so that an old one gets a sentence and not a syntax error.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `x MW0003  Node is too old\n  mesh-wasm needs Node 20.19 or newer, this is ${process.version}\n  -> install a newer Node and run the command again\n`,
  );
  process.exitCode = 4;
} else {
  void run();
}

async function run(): Promise<void> {
  const { keepCompiled } = await import("./keep-compiled.ts");
  keepCompiled(process);
  const { runProcess } = await import("./run-process.ts");
  await runProcess(process);
}

export {};
