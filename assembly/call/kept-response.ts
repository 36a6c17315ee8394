import { Bytes } from "../abi/bytes";
import { decodeUtf8 } from "../encoding/utf8";
import { Headers } from "../http/headers";

/**
 * A copy of the answer to a call, as {@link CallResponse.keep} makes it and a {@link Join} gives it.
 *
 * @example
 * onBoth(answers: KeptResponse[]): void {
 *   if (answers[0].ok && answers[1].ok) this.continueRequest();
 *   else this.sendLocalReply(503);
 * }
 */
export class KeptResponse {
  /** Whether there is no answer at all, as of {@link CallResponse.failed}: where Envoy itself answers 503 or 504, there is one. */
  readonly failed: bool;
  /** Whether the call did what it should, as of {@link CallResponse.ok}: answered, and with a status of 200 to 299. */
  readonly ok: bool;
  /** The HTTP status code, 0 when {@link failed}; of a gRPC call its status code, a `GrpcStatus`. */
  readonly status: u32;
  /** Why it failed; empty when it did not. */
  readonly message: string;
  /** The headers of an HTTP answer; none of a gRPC answer. */
  readonly headers: Headers;
  /** The body, or the gRPC message. */
  readonly bytes: Bytes;

  /** Of the SDK's own use. */
  constructor(failed: bool, ok: bool, status: u32, message: string, headers: Headers | null, bytes: Bytes) {
    this.failed = failed;
    this.ok = ok;
    this.status = status;
    this.message = message;
    this.headers = headers ? headers : new Headers();
    this.bytes = bytes;
  }

  /** The body as text; what is no UTF-8 reads as U+FFFD. */
  get text(): string {
    return decodeUtf8(this.bytes);
  }
}
