import { type ByteString, toBytes } from "../bytes.ts";
import { DataBuffer } from "../data-buffer.ts";
import type { HeaderMap } from "./header-map.ts";
import type { HttpStream } from "./http-stream.ts";
import { type LocalReplyOptions, localReply } from "./local-reply.ts";

/** A local reply as it goes out. */
interface Reply {
  headers: HeaderMap;
  body: ByteString;
}

/**
 * Answers a request in place of its upstream, as far as that is still possible: `sendLocalReply` of Envoy's filter manager, in
 * source/common/http/filter_manager.cc.
 */
export class LocalReplies {
  private readonly stream: HttpStream;
  private prepared: Reply | undefined;

  constructor(stream: HttpStream) {
    this.stream = stream;
  }

  send(options: LocalReplyOptions, details: ByteString): void {
    const { stream } = this;
    const manager = stream.filterManager;
    const decoding = manager.running === "decoding";
    manager.abortRunning();
    stream.info.responseCodeDetails = details;
    if (!manager.headersEncoded) stream.info.responseCode = options.status;
    if (stream.responseHeaders && manager.headersEncoded) {
      stream.resetClient();
      return;
    }
    if (stream.responseHeaders) {
      this.sendDirectly(localReply(options, stream));
      return;
    }
    if (!stream.refused) stream.route();
    // Filters do not run inside of one another
    if (decoding) this.prepared ??= localReply(options, stream);
    else this.sendThroughFilters(localReply(options, stream));
  }

  /** Sends what was prepared while a filter ran. */
  execute(): void {
    const { prepared } = this;
    this.prepared = undefined;
    if (prepared && !this.stream.isOver) this.sendThroughFilters(prepared);
  }

  private sendThroughFilters({ headers, body }: Reply): void {
    const { stream } = this;
    stream.responseHeaders = headers;
    stream.filterManager.encodeHeaders(undefined, headers, body === "");
    if (body === "" || stream.isOver) return;
    stream.filterManager.encodeData(undefined, new DataBuffer(toBytes(body)), true);
  }

  private sendDirectly({ headers, body }: Reply): void {
    const { stream } = this;
    stream.responseHeaders = headers;
    stream.filterManager.headersEncoded = true;
    stream.encodeHeaders(headers, body === "");
    if (body !== "") stream.encodeData(new DataBuffer(toBytes(body)), true);
    stream.filterManager.remoteComplete = true;
    stream.endStream();
  }
}
