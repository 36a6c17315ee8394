import { type CatalogueEntry, catalogue, type ErrorCode, MeshWasmError } from "../../core/index.ts";
import { defineCommand } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { wrap } from "../framework/wrap.ts";

/** One error as the catalogue has it, with its code. */
type Explanation = CatalogueEntry & { code: string };

export const explain = defineCommand({
  name: "explain",
  summary: "Tell what an error code means and how to fix it",
  description: "Prints what an error code means, why it happens, how to fix it, and the exit status that goes with it.",
  arguments: {
    code: {
      description: "The code, such as MW0501; case and the letters may be left out",
      complete: Object.keys(catalogue),
    },
  },
  options: { list: { kind: "flag", description: "List every code with its title" } },
  examples: [
    { title: "Explain one error", command: "mesh-wasm explain MW1002" },
    { title: "List all of them", command: "mesh-wasm explain --list" },
  ],
  async run(_ctx, { code, list }) {
    if (list) return { result: Object.keys(catalogue).sort().map(entryOf) };
    if (!code) {
      throw new MeshWasmError("MW0103", "<code> is missing", { hint: "give a code, or --list for all of them" });
    }
    return { result: [entryOf(knownCode(code))] };
  },
  render(entries, ctx) {
    const [only, ...others] = entries;
    if (only && others.length === 0) return explanation(only, ctx);
    return entries.map(({ code, title }) => `${ctx.style.color.bold(code)}  ${title}\n`).join("");
  },
});

function knownCode(typed: string): string {
  const code = `MW${typed.toUpperCase().replace(/^MW/, "").padStart(4, "0")}`;
  if (code in catalogue) return code;
  throw new MeshWasmError("MW0110", `"${typed}" is no error code of mesh-wasm`, {
    hint: "see mesh-wasm explain --list",
  });
}

function entryOf(code: string): Explanation {
  return { code, ...catalogue[code as ErrorCode] };
}

function explanation(
  { code, title, cause, fix, exitCode }: Explanation,
  { style: { color }, stdout }: CommandContext,
): string {
  const rows = [
    ["Why", cause],
    ["Fix", fix],
    ["Exit status", String(exitCode)],
  ] as const;
  const lines = rows.map(([label, text]) => `  ${color.dim(label.padEnd(13))}${wrap(text, 15, stdout.columns)}`);
  return `${color.bold(`${code}  ${title}`)}\n\n${lines.join("\n")}\n`;
}
