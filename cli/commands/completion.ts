import { defineCommand } from "../framework/command.ts";

export const completion = defineCommand({
  name: "completion",
  summary: "Print a completion script for your shell",
  description:
    "Prints a script that completes commands, options and values. Load it from the start-up file of your shell.",
  arguments: {
    shell: { description: "The shell", required: true, choices: ["bash", "zsh", "fish", "powershell"] },
  },
  examples: [
    { title: "Use it in this bash", command: 'eval "$(mesh-wasm completion bash)"' },
    {
      title: "Keep it for every fish",
      command: "mesh-wasm completion fish > ~/.config/fish/completions/mesh-wasm.fish",
    },
    { title: "Use it in this PowerShell", command: "mesh-wasm completion powershell | Out-String | Invoke-Expression" },
  ],
  async run(_ctx, { shell }) {
    const { completionScript } = await import("../completion/script.ts");
    return { result: { shell, script: await completionScript(shell) } };
  },
  render: ({ script }) => script,
});
