import type { HeaderField } from "./header-map.ts";
import type { HttpStream } from "./http-stream.ts";

/** What a client hears of its request. */
export interface ResponseReceiver {
  onHeaders?(headers: HeaderField[], endOfStream: boolean): void;
  onData?(bytes: Uint8Array, endOfStream: boolean): void;
  onTrailers?(trailers: HeaderField[]): void;
  /** An HTTP/2 METADATA frame with so many entries. */
  onMetadata?(elements: number): void;
  /** The stream has ended before the response was whole; over HTTP/2 with this error code, none where the connection is closed. */
  onReset?(code?: number): void;
  /** All is over, the access log too. */
  onDestroy?(stream: HttpStream): void;
}
