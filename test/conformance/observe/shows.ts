/**
 * Whether a line of Envoy's log is what a scenario waits for: a callback that has returned (`on_tick`), or what a plugin
 * has logged.
 */
export function shows(line: string, text: string): boolean {
  const returned = /\[host<-vm\] (?:proxy_)?(\S+) return/.exec(line)?.[1];
  if (returned !== undefined) return returned === text;
  return /\]\[wasm\] .*wasm log/.test(line) && line.includes(text);
}
