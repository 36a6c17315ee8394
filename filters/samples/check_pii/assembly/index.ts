import {
  DataAction,
  decodeLatin1,
  encodeLatin1,
  Headers,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  Regex,
  registerPlugin,
} from "mesh-wasm/assembly";

/** Masks numbers of credit cards, and of ten digits, in the headers and bodies of responses. */
class CheckPii extends PluginContext {
  private card: Regex | null = null;
  private tenDigits: Regex | null = null;

  onConfigure(): bool {
    this.card = Regex.compile("\\d{4}-\\d{4}-\\d{4}-(\\d{4})");
    this.tenDigits = Regex.compile("\\d{7}(\\d{3})");
    if (!this.card || !this.tenDigits) log.error(Regex.lastError());
    return this.card !== null && this.tenDigits !== null;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  /** A text with its numbers masked; each keeps its length. */
  masked(text: string): string {
    return this.tenDigits!.replaceAll(this.card!.replaceAll(text, "XXXX-XXXX-XXXX-$1"), "XXXXXXX$1");
  }
}

class Stream extends HttpContext {
  constructor(private plugin: CheckPii) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    // A compressed body could not be searched
    this.request.headers.set("accept-encoding", "identity");
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const headers = this.response.headers.entries();
    for (let i = 0; i < headers.length; ++i) this.maskHeader(headers, i);
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    // A character for each byte: a part of a body may begin or end in the middle of a character
    const text = decodeLatin1(this.response.body.bytes());
    const masked = this.plugin.masked(text);
    if (masked != text) this.response.body.replace(encodeLatin1(masked));
    return DataAction.Continue;
  }

  /** Masks the values of a name, of which there may be several, at its first one that needs it. */
  private maskHeader(headers: Headers, index: i32): void {
    const value = decodeLatin1(headers.bytesAt(index));
    if (this.plugin.masked(value) == value) return;
    const name = headers.nameAt(index);
    this.response.headers.remove(name);
    for (let i = 0; i < headers.length; ++i) {
      if (headers.nameAt(i) != name) continue;
      this.response.headers.addBytes(name, encodeLatin1(this.plugin.masked(decodeLatin1(headers.bytesAt(i)))));
    }
  }
}

registerPlugin<CheckPii>("check_pii");
