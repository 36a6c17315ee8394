import { type CompletedNode, formsOf } from "./model.ts";

/** A completion script for zsh. */
export function zshCompletion(nodes: readonly CompletedNode[]): string {
  const steps = nodes.flatMap((node) =>
    node.next.map(({ word, path }) => `      '${node.path}/${word}') node='${path}' ;;`),
  );
  const valued = nodes.flatMap((node) =>
    node.options.flatMap((option) => {
      if (option.value === undefined) return [];
      const patterns = formsOf(option).map((form) => `'${node.path}/${form}'`);
      const offer = option.value === "files" ? "_files" : `compadd -- ${option.value.join(" ")}`;
      return [`    ${patterns.join("|")}) ${offer}; return ;;`];
    }),
  );
  const offers = nodes.map((node) => {
    const words = node.next.map(({ word, summary }) => described(word, summary));
    const values = node.values === "files" ? [] : node.values.map((value) => described(value, ""));
    const options = node.options.flatMap(({ longs, summary }) => longs.map((long) => described(long, summary)));
    const files = node.values === "files" ? "\n      _files" : "";
    return `    '${node.path}')
      offered=(${[...words, ...values, ...options].join(" ")})
      _describe mesh-wasm offered${files} ;;`;
  });
  return `#compdef mesh-wasm
# zsh completion for mesh-wasm. Use it now: source <(mesh-wasm completion zsh)
_mesh_wasm() {
  local node='' word
  local -a offered
  for word in \${words[2,CURRENT-1]}; do
    case "$node/$word" in
${steps.join("\n")}
    esac
  done
  case "$node/\${words[CURRENT-1]}" in
${valued.join("\n")}
  esac
  case "$node" in
${offers.join("\n")}
  esac
}
compdef _mesh_wasm mesh-wasm
`;
}

/** One entry for `_describe`: a colon parts the word from its text. */
function described(word: string, summary: string): string {
  const text = summary ? `${word}:${summary.replaceAll(":", "\\:")}` : word;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
