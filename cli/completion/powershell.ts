import { type CompletedNode, formsOf } from "./model.ts";

/** A completion script for PowerShell 5.1 and newer. */
export function powershellCompletion(nodes: readonly CompletedNode[]): string {
  const steps = nodes.flatMap((node) =>
    node.next.map(({ word, path }) => `            '${node.path}/${word}' { $node = '${path}' }`),
  );
  const valued = nodes.flatMap((node) =>
    node.options.flatMap((option) => {
      // A file name is completed by PowerShell itself where a completer offers nothing.
      const words = option.value === "files" ? [] : option.value;
      if (words === undefined) return [];
      return formsOf(option).map((form) => `        '${node.path}/${form}' { $offered = @(${list(words)}) }`);
    }),
  );
  const offers = nodes.map((node) => {
    const values = node.values === "files" ? [] : node.values;
    const words = [...node.next.map(({ word }) => word), ...values, ...node.options.flatMap(({ longs }) => longs)];
    return `            '${node.path}' { $offered = @(${list(words)}) }`;
  });
  return `# PowerShell completion for mesh-wasm. Use it now: mesh-wasm completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName mesh-wasm -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() } | Select-Object -Skip 1)
    $node = ''
    foreach ($word in $before) {
        switch -CaseSensitive ("$node/$word") {
${steps.join("\n")}
        }
    }
    $offered = $null
    $previous = if ($before.Count -gt 0) { $before[-1] } else { '' }
    switch -CaseSensitive ("$node/$previous") {
${valued.join("\n")}
    }
    if ($null -eq $offered) {
        switch -CaseSensitive ($node) {
${offers.join("\n")}
        }
    }
    $offered | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
`;
}

function list(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(", ");
}
