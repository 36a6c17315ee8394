import {
  decodeBase64Url,
  encodeUtf8,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  Query,
  registerPlugin,
  withQuery,
} from "mesh-wasm/assembly";
import { HashAlgorithm, RsaPublicKey } from "mesh-wasm/assembly/crypto";
import { algorithmOf, isExpired } from "./claims";

/** Lets in requests with a JSON web token (RS256) in the query. The plugin's configuration is the public key, as PEM. */
class JwtAuth extends PluginContext {
  private key: RsaPublicKey | null = null;

  onConfigure(): bool {
    this.key = RsaPublicKey.fromPem(this.pluginConfigurationText);
    if (!this.key) log.error("jwt_auth: the configuration is no RSA public key in PEM");
    return this.key !== null;
  }

  createHttpContext(): HttpContext {
    return new Stream(this.key!);
  }
}

class Stream extends HttpContext {
  constructor(private key: RsaPublicKey) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    const query = Query.ofPath(path);
    const token = query.get("jwt");
    if (token === null) return this.refuse("Access forbidden - missing token.");
    const parts = token.split(".");
    if (parts.length != 3) return this.refuse("Access forbidden - invalid token.");
    const header = decodeBase64Url(parts[0]);
    const claims = decodeBase64Url(parts[1]);
    const signature = decodeBase64Url(parts[2]);
    if (!header || !claims || algorithmOf(header) != "RS256") return this.refuse("Access forbidden - invalid token.");
    const signed = encodeUtf8(`${parts[0]}.${parts[1]}`);
    const isSigned = signature !== null && this.key.verifyPkcs1v15(HashAlgorithm.Sha256, signed, signature);
    if (!isSigned || isExpired(claims)) return this.refuse("Access forbidden.");
    // The upstream is not to see the token
    query.remove("jwt");
    this.request.path = withQuery(path, query.toString());
    return HeadersAction.Continue;
  }

  private refuse(reason: string): HeadersAction {
    log.info(`jwt_auth: ${reason}`);
    this.sendLocalReply(403, `${reason}\n`);
    return HeadersAction.Pause;
  }
}

registerPlugin<JwtAuth>("jwt_auth");
