import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { capture, temporaryFolder } from "../fixtures/captured-cli.ts";
import { folderWith } from "../fixtures/project.ts";

const shells = ["bash", "zsh", "fish", "powershell"] as const;

test.each(shells)("the script for %s", async (shell) => {
  const { status, stdout } = await capture(["completion", shell]);
  expect(status).toBe(0);
  await expect(stdout).toMatchFileSnapshot(`../golden/completion/${shell}.txt`);
});

/** How each shell is asked what it offers for a line, when it has loaded the script. */
const questions: Record<string, { command: string; args(script: string, line: string): string[] }> = {
  bash: {
    command: "bash",
    args: (script, line) => [
      "--norc",
      "-c",
      `source "$1"; COMP_WORDS=($2); [[ $2 == *" " ]] && COMP_WORDS+=(""); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _mesh_wasm; printf '%s\\n' "\${COMPREPLY[@]}"`,
      "bash",
      script,
      line,
    ],
  },
  fish: {
    command: "fish",
    args: (script, line) => ["--no-config", "-c", `source ${script}; complete -C "${line}"`],
  },
  zsh: {
    command: "zsh",
    // Completion of zsh lives in its line editor; what it would offer is recorded instead of shown.
    args: (script, line) => [
      "-f",
      "-c",
      `compdef() { : }
       _describe() { for entry in "\${(@P)2}"; do print -r -- "\${entry%%:*}"; done }
       compadd() { shift; print -rl -- "$@" }
       _files() { print -rl -- *(N) }
       source ${script}
       words=(\${(s: :)1}); [[ $1 == *" " ]] && words+=('')
       CURRENT=$#words; _mesh_wasm`,
      "zsh",
      line,
    ],
  },
  powershell: {
    command: "pwsh",
    args: (script, line) => [
      "-NoProfile",
      "-Command",
      `. ${script}; (TabExpansion2 -inputScript '${line}' -cursorColumn ${line.length}).CompletionMatches.CompletionText`,
    ],
  },
};

describe.each(shells)("%s", (shell) => {
  const question = questions[shell];
  const missing = spawnSync(question?.command ?? "", ["--version"]).status !== 0;

  async function offered(line: string, cwd = "/"): Promise<string[]> {
    const script = join(temporaryFolder(), shell === "powershell" ? "script.ps1" : "script");
    writeFileSync(script, (await capture(["completion", shell])).stdout);
    const { stdout, stderr } = spawnSync(question?.command ?? "", question?.args(script, line) ?? [], {
      cwd,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const typed = line.split(" ").at(-1) ?? "";
    const words = stdout.split("\n").map((word) => word.split("\t")[0] ?? "");
    return words.filter((word) => word !== "" && word.startsWith(typed));
  }

  test.skipIf(missing)("offers commands, with aliases of groups", async () => {
    expect(await offered("mesh-wasm ")).toEqual(expect.arrayContaining(["new", "build", "run", "envoy", "doctor"]));
    expect(await offered("mesh-wasm do")).toEqual(["doctor"]);
    expect(await offered("mesh-wasm envoy in")).toEqual(["install"]);
  });

  test.skipIf(missing)("offers the options of the command that was typed", async () => {
    expect(await offered("mesh-wasm build --so")).toEqual(["--source-map"]);
    expect(await offered("mesh-wasm b --no-so")).toEqual(["--no-source-map"]);
    expect(await offered("mesh-wasm -v doctor --js")).toEqual(["--json"]);
    expect(await offered("mesh-wasm doctor --so")).toEqual([]);
  });

  test.skipIf(missing)("offers values", async () => {
    expect((await offered("mesh-wasm build --mode ")).sort()).toEqual(["debug", "release"]);
    expect(await offered("mesh-wasm new filter --template b")).toEqual(["blank"]);
    expect(await offered("mesh-wasm n f -t tele")).toEqual(["telemetry"]);
    expect(await offered("mesh-wasm explain MW100")).toEqual(expect.arrayContaining(["MW1001", "MW1002"]));
    expect(await offered("mesh-wasm completion po")).toEqual(["powershell"]);
  });

  test.skipIf(missing)("offers files where a file belongs", async () => {
    const cwd = folderWith({ "canary.wasm": "", "plugin.yaml": "" });
    const names = async (line: string) => (await offered(line, cwd)).map((name) => name.replace(/^\.[/\\]/, ""));
    if (shell !== "powershell") expect(await names("mesh-wasm inspect can")).toEqual(["canary.wasm"]);
    expect(await names("mesh-wasm run --plugin-config plug")).toEqual(["plugin.yaml"]);
  });
});
