import { brokenRequestHeaders } from "../http/header-checks.ts";
import { HeaderMap } from "../http/header-map.ts";
import { setUpstreamScheme } from "../http/upstream-scheme.ts";
import { Status } from "../status.ts";
import { type CallResponse, type RunningCall, startCall } from "../upstream/http-call.ts";
import { CallKind } from "./call-tokens.ts";
import type { HttpCall, Started } from "./context.ts";
import type { RootContext } from "./root-context.ts";

const required = [":method", ":path", ":authority"];

/** The HTTP calls of a plugin. */
export class HttpCalls {
  /** The answer that the module is being told of. */
  response: CallResponse | undefined;
  private readonly root: RootContext;
  private readonly running = new Map<number, RunningCall>();

  constructor(root: RootContext) {
    this.root = root;
  }

  /** Envoy takes trailers, and sends none. */
  start({ cluster: name, headers: fields, body, timeout }: HttpCall): Started {
    const { wasm, clusters } = this.root;
    const cluster = clusters.get(name);
    if (timeout < 0 || !cluster) return { status: Status.BAD_ARGUMENT };
    // Envoy passes over fields without a name
    const headers = new HeaderMap(
      "request",
      fields.filter(([name]) => name !== ""),
    );
    if (required.some((field) => !headers.has(field))) return { status: Status.BAD_ARGUMENT };
    if (body.length > 0) headers.setInPlace("content-length", String(body.length));
    complete(headers, timeout);
    const token = wasm.callTokens.next(CallKind.http);
    // Where there is no connection yet, the answer comes with it
    if (cluster.connected && brokenRequestHeaders(headers) !== undefined) return { status: Status.INTERNAL_FAILURE };
    const request = { cluster, headers, body, timeout };
    this.running.set(
      token,
      startCall(wasm.services.loop, request, (response) => this.answered(token, response)),
    );
    return { token };
  }

  cancelAll(): void {
    for (const call of this.running.values()) call.cancel();
    this.running.clear();
  }

  private answered(token: number, response: CallResponse | undefined): void {
    const { root } = this;
    this.response = response;
    if (!response) root.callStatus = { code: Status.BROKEN_CONNECTION, message: "reset" };
    const { headers, body, trailers } = response ?? {};
    root.tell("proxy_on_http_call_response", token, headers?.size ?? 0, body?.length ?? 0, trailers?.size ?? 0);
    if (!response) root.callStatus = { ...root.callStatus, message: "" };
    this.response = undefined;
    this.running.delete(token);
  }
}

/** What Envoy adds to a request of its own. */
function complete(headers: HeaderMap, timeout: number): void {
  setUpstreamScheme(headers);
  headers.setInPlace("x-envoy-internal", "true");
  if (timeout > 0) headers.setInPlace("x-envoy-expected-rq-timeout-ms", String(timeout));
}
