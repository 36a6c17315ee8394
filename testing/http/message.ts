import { joined } from "./body.ts";
import { TestHeaders } from "./headers.ts";

const decoder = new TextDecoder();

/** A request or response as it arrived: headers, body, trailers. */
export class Message {
  headers = new TestHeaders();
  trailers = new TestHeaders();
  /** The body in the pieces in which it arrived. Between a real Envoy and its neighbours the network may join some. */
  readonly chunks: Uint8Array[] = [];

  get body(): Uint8Array {
    return joined(this.chunks);
  }

  /** The body as text; what is no UTF-8 becomes U+FFFD. */
  text(): string {
    return decoder.decode(this.body);
  }

  /**
   * The body as JSON.
   *
   * @throws SyntaxError where it is none; the message quotes how it begins.
   */
  json(): unknown {
    const text = this.text();
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new SyntaxError(`the body is no JSON: ${JSON.stringify(text.slice(0, 80))}`, { cause });
    }
  }
}
