import {
  BodyBuffer,
  DataAction,
  decodeLatin1,
  encodeLatin1,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  Regex,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";
import { TokenSigner } from "./token-signer";

/** Signs the URLs in bodies of responses, such as playlists of videos, with tokens for Media CDN. */
class CdnTokenGenerator extends PluginContext {
  private signer: TokenSigner | null = null;
  private url: Regex | null = null;

  onConfigure(): bool {
    this.signer = TokenSigner.parse(this.pluginConfigurationText);
    this.url = Regex.compile("https?://[^\\s\"'<>]+");
    return this.signer !== null && this.url !== null;
  }

  createHttpContext(): HttpContext {
    return new Stream(this.signer!, this.url!);
  }
}

class Stream extends HttpContext {
  /** The body as a whole; a larger one passes as it is. */
  private body: BodyBuffer = BodyBuffer.ofResponse(this, 1000 << 10).passTooLarge();

  constructor(
    private signer: TokenSigner,
    private url: Regex,
  ) {
    super();
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    return this.body.expect(endOfStream);
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (!this.body.isComplete(size, endOfStream)) return this.body.action;
    this.signUrls();
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    if (this.body.endsWithTrailers()) this.signUrls();
    return TrailersAction.Continue;
  }

  private signUrls(): void {
    const text = decodeLatin1(this.response.body.bytes());
    const pieces: string[] = [];
    let signed = 0;
    let end = 0;
    for (let match = this.url.match(text); match; match = this.url.match(text, end)) {
      pieces.push(text.substring(end, match.start));
      pieces.push(this.signer.sign(match.toString()));
      end = match.end;
      signed += 1;
    }
    if (signed == 0) return;
    pieces.push(text.substring(end));
    log.info(`cdn_token_generator: Replaced ${signed} URLs with signed URLs`);
    this.response.body.replace(encodeLatin1(pieces.join("")));
  }
}

registerPlugin<CdnTokenGenerator>("cdn_token_generator");
