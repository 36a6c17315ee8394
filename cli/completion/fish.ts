import type { CompletedNode, CompletedOption } from "./model.ts";

/** A completion script for fish 3 and newer. */
export function fishCompletion(nodes: readonly CompletedNode[]): string {
  const steps = nodes.flatMap((node) =>
    node.next.map(({ word, path }) => `            case '${node.path}/${word}'\n                set node '${path}'`),
  );
  const lines = nodes.flatMap((node) => {
    const when = `-n '__mesh_wasm_at "${node.path}"'`;
    return [
      ...node.next.map(({ word, summary }) => `complete -c mesh-wasm ${when} -a ${word} -d ${quoted(summary)}`),
      ...argumentLine(node, when),
      ...node.options.flatMap((option) => optionLines(option, when)),
    ];
  });
  return `# fish completion for mesh-wasm. Use it now: mesh-wasm completion fish | source
function __mesh_wasm_at
    set -l node ''
    for word in (commandline -opc)[2..-1]
        switch "$node/$word"
${steps.join("\n")}
        end
    end
    test "$node" = "$argv[1]"
end
complete -c mesh-wasm -f
${lines.join("\n")}
`;
}

function argumentLine(node: CompletedNode, when: string): string[] {
  if (node.values === "files") return [`complete -c mesh-wasm ${when} -F`];
  return node.values.length > 0 ? [`complete -c mesh-wasm ${when} -a ${quoted(node.values.join(" "))}`] : [];
}

function optionLines(option: CompletedOption, when: string): string[] {
  const { short, longs, summary, value } = option;
  return longs.map((long, index) => {
    const letter = short && index === 0 ? ` -s ${short}` : "";
    return `complete -c mesh-wasm ${when}${letter} -l ${long.slice(2)}${valuePart(value)} -d ${quoted(summary)}`;
  });
}

function valuePart(value: CompletedOption["value"]): string {
  if (value === undefined) return "";
  if (value === "files") return " -r -F";
  return value.length > 0 ? ` -x -a ${quoted(value.join(" "))}` : " -x";
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
