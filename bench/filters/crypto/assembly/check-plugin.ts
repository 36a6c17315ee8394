import { Bytes, decodeHex, encodeUtf8, HeadersAction, HttpContext, PluginContext } from "mesh-wasm/assembly";

/**
 * What the filters have in common: a request for `/1/20` has signature 1 checked twenty times, and is answered with how often
 * it was valid. The configuration has the key as hex in its first line, the text in its second, and a signature as hex in each
 * one after.
 */
export abstract class CheckPlugin extends PluginContext {
  text: Bytes = new StaticArray<u8>(0);
  signatures: Bytes[] = [];

  onConfigure(): bool {
    const lines = this.pluginConfigurationText.split("\n");
    if (lines.length < 3) return false;
    const key = decodeHex(lines[0]);
    this.text = encodeUtf8(lines[1]);
    this.signatures = [];
    for (let i = 2; i < lines.length; ++i) {
      const signature = decodeHex(lines[i]);
      if (!signature) return false;
      this.signatures.push(signature);
    }
    return key ? this.prepare(key) : false;
  }

  createHttpContext(): HttpContext {
    return new CheckStream(this);
  }

  /** Makes of a key whatever can be made of it before a signature comes; false where it is none. */
  abstract prepare(key: Bytes): bool;

  /** Whether a signature is valid for the text. */
  abstract isValid(index: i32): bool;
}

class CheckStream extends HttpContext {
  constructor(private plugin: CheckPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const parts = this.request.path.split("/");
    const index = I32.parseInt(parts[1]);
    const times = I32.parseInt(parts[2]);
    let valid = 0;
    for (let i = 0; i < times; ++i) if (this.plugin.isValid(index)) ++valid;
    this.sendLocalReply(200, valid.toString());
    return HeadersAction.Pause;
  }
}
