import { Headers, HeadersAction, HttpContext, log, PluginContext, Regex, registerPlugin } from "mesh-wasm/assembly";
import { errorPage } from "./error-page";

/** Answers failures with a page that names the request's trace, so that the support can find it. */
class ErrorPageWithTraceid extends PluginContext {
  private traceparent: Regex | null = null;

  onConfigure(): bool {
    this.traceparent = Regex.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    if (!this.traceparent) log.error(Regex.lastError());
    return this.traceparent !== null;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  /** The trace id of a `traceparent` header (W3C Trace Context); empty where it is none. */
  traceIdOf(header: string): string {
    const pattern = this.traceparent!;
    if (!pattern.fullMatch(header)) return "";
    return pattern.match(header)!.group(1)!;
  }
}

class Stream extends HttpContext {
  private traceId: string = "not-available";

  constructor(private plugin: ErrorPageWithTraceid) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const traceId = this.findTraceId();
    if (traceId.length > 0) this.traceId = traceId;
    log.debug(`error_page_with_traceid: Captured trace ID: ${this.traceId}`);
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const status = this.response.status;
    if (status < 400) return HeadersAction.Continue;
    const headers = new Headers().add("content-type", "text/html; charset=utf-8");
    this.sendLocalReply(status, errorPage(status, this.traceId), headers);
    return HeadersAction.Pause;
  }

  private findTraceId(): string {
    // Of Google Cloud: TRACE_ID/SPAN_ID;o=OPTIONS
    const cloud = this.request.headers.get("x-cloud-trace-context");
    if (cloud !== null && cloud.length > 0) return cloud.split("/")[0];
    const traceparent = this.request.headers.get("traceparent");
    return traceparent === null ? "" : this.plugin.traceIdOf(traceparent);
  }
}

registerPlugin<ErrorPageWithTraceid>("error_page_with_traceid");
