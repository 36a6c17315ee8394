import type { ByteString } from "../bytes.ts";
import { type DnsAnswer, encodeDnsAnswer } from "../dns/dns-answer.ts";
import { knownAnswer } from "../dns/known-answer.ts";
import { readOnlyBuffer } from "./context-buffer.ts";
import type { RootContext } from "./root-context.ts";
import { logLevels } from "./services.ts";

/** The host names that a plugin looks up. */
export class DnsQueries {
  private readonly root: RootContext;
  private dropped = false;

  constructor(root: RootContext) {
    this.root = root;
  }

  start(text: ByteString, token: number): void {
    const { wasm } = this.root;
    const { dns } = wasm.services;
    // For c-ares a name ends with the first NUL
    const [name = ""] = text.split("\0");
    const known = knownAnswer(name);
    if (known) {
      this.answered(token, known.answer);
      return;
    }
    if (!dns.canResolve(name)) wasm.log(logLevels.indexOf("warn"), nobodyKnows(name), false, "");
    dns.resolve(name, (answer) => this.answered(token, answer));
  }

  cancelAll(): void {
    this.dropped = true;
  }

  private answered(token: number, answer: DnsAnswer): void {
    const { root } = this;
    if (this.dropped) return;
    root.tellOf(readOnlyBuffer(encodeDnsAnswer(answer)), "envoy_on_resolve_dns", token);
    // Where nobody listens, too: what a callback that is under way has deferred does not wait for its end
    root.wasm.runDeferred();
  }
}

function nobodyKnows(name: ByteString): ByteString {
  return `envoy_resolve_dns: a browser cannot look up "${name}"; the option \`dns\` can say its addresses`;
}
