// Each foreign function once; the line that follows a call names it. The configuration is a private and a public key.
import { encodeUtf8, HeadersAction, HttpContext, log, PluginContext, registerPlugin } from "mesh-wasm/assembly";
import { callForeignFunction } from "mesh-wasm/assembly/foreign/call-foreign-function";
import { clearRouteCache } from "mesh-wasm/assembly/foreign/clear-route-cache";
import { compress, uncompress } from "mesh-wasm/assembly/foreign/compress";
import { declareProperty } from "mesh-wasm/assembly/foreign/declare-property";
import { Expression } from "mesh-wasm/assembly/foreign/expression";
import { LifeSpan } from "mesh-wasm/assembly/foreign/life-span";
import { PropertyType } from "mesh-wasm/assembly/foreign/property-type";
import { setEnvoyFilterState } from "mesh-wasm/assembly/foreign/set-envoy-filter-state";
import { signPem } from "mesh-wasm/assembly/foreign/sign";
import { verifySignaturePem } from "mesh-wasm/assembly/foreign/verify-signature";

class ForeignPlugin extends PluginContext {
  privateKey: string = "";
  publicKey: string = "";

  createHttpContext(): HttpContext {
    return new ForeignStream(this);
  }

  onConfigure(): bool {
    const keys = this.pluginConfigurationText.split("|");
    this.privateKey = keys[0];
    this.publicKey = keys[1];
    log.info(`foreign declare_property: ${<i32>declareProperty("user", PropertyType.String, LifeSpan.FilterChain)}`);
    return true;
  }
}

class ForeignStream extends HttpContext {
  constructor(private plugin: ForeignPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const text = encodeUtf8("some text some text some text");
    const small = compress(text);
    log.info(`foreign compress: ${small.bytes.length < text.length}`);
    log.info(`foreign uncompress: ${uncompress(small.bytes).bytes.length == text.length}`);
    log.info(`foreign uncompress: ${<i32>uncompress(text).status}`);

    const expression = Expression.compile("request.path.startsWith('/foreign')");
    log.info(`foreign expr_create: ${<i32>expression.status}`);
    log.info(`foreign expr_evaluate: ${expression.isTrue()}`);
    log.info(`foreign expr_delete: ${<i32>expression.delete()}`);
    log.info(`foreign expr_evaluate: ${<i32>expression.evaluate().status}`);
    log.info(`foreign expr_create: ${<i32>Expression.compile("request.path ==").status}`);

    const state = <i32>setEnvoyFilterState("envoy.string", "set", LifeSpan.DownstreamRequest);
    log.info(`foreign set_envoy_filter_state: ${state}`);
    log.info(`foreign set_envoy_filter_state: ${<i32>setEnvoyFilterState("no.such.key", "x")}`);

    this.request.headers.set("x-subset", "v2");
    log.info(`foreign clear_route_cache: ${<i32>clearRouteCache()}`);

    const signed = signPem("sha256", this.plugin.privateKey, text);
    log.info(`foreign sign: ${signed.signed} ${signed.error}`);
    const check = verifySignaturePem("sha256", this.plugin.publicKey, text, signed.signature);
    log.info(`foreign verify_signature: ${check.valid} ${check.error}`);
    log.info(`unknown function: ${<i32>callForeignFunction("no_such_function", text).status}`);
    return HeadersAction.Continue;
  }
}

registerPlugin<ForeignPlugin>("foreign");
