import { Headers, HeadersAction, HttpContext, log, PluginContext, registerPlugin, Status } from "mesh-wasm/assembly";
import { Authorizer } from "./authorizer";
import { AuthorizationConfig } from "./config";
import { KeyRing } from "./key-ring";
import { Verdict } from "./verdict";

/** Lets requests in by bearer token, path and claims. */
class Authorization extends PluginContext<AuthorizationConfig> {
  authorizer: Authorizer | null = null;

  onConfigure(): bool {
    const rules = this.config.rules;
    for (let i = 0; i < rules.length; ++i) {
      if (rules[i].path.startsWith("/")) continue;
      log.error(`rules[${i}].path: expected a path that begins with "/", found "${rules[i].path}"`);
      return false;
    }
    const keys = KeyRing.of(this.config.keys);
    if (!keys) return false;
    this.authorizer = new Authorizer(this.config, keys);
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}

class Stream extends HttpContext {
  private plugin: Authorization;

  constructor(plugin: Authorization) {
    super();
    this.plugin = plugin;
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const authorizer = this.plugin.authorizer!;
    const verdict = authorizer.decide(this.request.path, this.request.headers.get("authorization"));
    if (!verdict.isAllowed) return this.refuse(verdict);
    this.writeClaims(authorizer);
    return HeadersAction.Continue;
  }

  private refuse(verdict: Verdict): HeadersAction {
    const headers = new Headers().add("content-type", "text/plain; charset=utf-8");
    if (verdict.status != 400) headers.add("www-authenticate", challenge(verdict));
    this.sendLocalReply(verdict.status, `${verdict.reason}\n`, headers, `authorization: ${verdict.reason}`);
    return HeadersAction.Pause;
  }

  /** Gives the upstream the claims that it is to know of; what the client itself has put into these headers goes. */
  private writeClaims(authorizer: Authorizer): void {
    const names = this.plugin.config.claimHeaders.keys();
    for (let i = 0; i < names.length; ++i) {
      const header = this.plugin.config.claimHeaders.get(names[i]);
      const claims = authorizer.claims;
      const value = claims ? claims.get(names[i]) : null;
      // A claim that no header can hold is left out, and so is what the client put there.
      const written = value !== null && this.request.headers.set(header, value) == Status.Ok;
      if (!written) this.request.headers.remove(header);
    }
  }
}

/** The header of RFC 6750, section 3. Reasons hold no quotes but those around claims, which become apostrophes. */
function challenge(verdict: Verdict): string {
  if (!verdict.error.length) return "Bearer";
  const reason = verdict.reason.replaceAll('"', "'").replaceAll("\\", "/");
  return `Bearer error="${verdict.error}", error_description="${reason}"`;
}

registerPlugin<Authorization>("authorization");
