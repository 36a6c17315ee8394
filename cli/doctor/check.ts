/** What one check of the machine found. */
export interface Check {
  /** What was looked at: `node`, `envoy`. */
  name: string;
  /** `warn`: something works less well or not without it. `fail`: mesh-wasm does not work here. */
  status: "ok" | "warn" | "fail";
  /** What was found, in one line. */
  text: string;
  /** What to do about it. */
  hint?: string;
}
