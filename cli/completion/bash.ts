import { type CompletedNode, formsOf } from "./model.ts";

/** A completion script for bash 3.2 and newer. */
export function bashCompletion(nodes: readonly CompletedNode[]): string {
  const steps = nodes.flatMap((node) =>
    node.next.map(({ word, path }) => `      "${node.path}/${word}") node="${path}" ;;`),
  );
  const valued = nodes.flatMap((node) =>
    node.options.flatMap((option) => {
      if (option.value === undefined) return [];
      const patterns = formsOf(option).map((form) => `"${node.path}/${form}"`);
      return [`    ${patterns.join("|")}) ${reply(option.value)}; return ;;`];
    }),
  );
  const words = nodes.map((node) => {
    const list = [...node.next.map(({ word }) => word), ...node.options.flatMap(({ longs }) => longs)];
    const values = node.values === "files" ? [] : node.values;
    const files = node.values === "files" ? "; files=1" : "";
    return `    "${node.path}") words="${[...values, ...list].join(" ")}"${files} ;;`;
  });
  return `# bash completion for mesh-wasm. Use it now: eval "$(mesh-wasm completion bash)"
_mesh_wasm() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local node="" words="" files="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$node/\${COMP_WORDS[index]}" in
${steps.join("\n")}
    esac
  done
  COMPREPLY=()
  case "$node/$previous" in
${valued.join("\n")}
  esac
  case "$node" in
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ -n $files && $current != -* ]]; then COMPREPLY+=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _mesh_wasm mesh-wasm
`;
}

function reply(value: "files" | readonly string[]): string {
  if (value === "files") return 'COMPREPLY=($(compgen -f -- "$current"))';
  return `COMPREPLY=($(compgen -W "${value.join(" ")}" -- "$current"))`;
}
