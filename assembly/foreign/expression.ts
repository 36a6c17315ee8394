import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { callForeign } from "../abi/foreign-calls";
import { resultBytes, resultData, resultSize } from "../abi/result";
import { encodeUtf8 } from "../encoding/utf8";
import { ExpressionValue } from "./expression-value";

/**
 * An expression in CEL, the language of Envoy's RBAC and access log filters, over the attributes of the stream. The host
 * compiles it once and evaluates it natively: rules can come from the configuration.
 *
 * Compile in `onConfigure` or as a field of the plugin, and keep the object: an expression belongs to the plugin, and stays
 * with the host until {@link delete}. Evaluate in a callback of a stream: in the answer of a call (`HttpCall` and so on)
 * Envoy evaluates on the plugin, where no attributes of the stream are.
 *
 * Source: Envoy's foreign functions `expr_create`, `expr_evaluate` and `expr_delete`;
 * https://github.com/google/cel-spec/blob/master/doc/langdef.md
 *
 * @example
 * class Gate extends PluginContext {
 *   allowed: Expression = Expression.compile("request.method == 'GET' && !request.path.startsWith('/admin')");
 *   createHttpContext(): HttpContext { return new GateStream(this); }
 * }
 *
 * class GateStream extends HttpContext {
 *   constructor(private plugin: Gate) { super(); }
 *   onRequestHeaders(endOfStream: bool): HeadersAction {
 *     if (this.plugin.allowed.isTrue()) return HeadersAction.Continue;
 *     this.sendLocalReply(403);
 *     return HeadersAction.Pause;
 *   }
 * }
 */
export class Expression {
  private constructor(
    /**
     * Whether it could be compiled: `Ok`; `BadArgument` when it is no CEL (Envoy logs why, at level info); `NotFound` when
     * the host has no CEL.
     */
    readonly status: Status,
    private token: Bytes,
  ) {}

  /** Compiles an expression. One that is wrong gives no value later; {@link status} tells. */
  static compile(text: string): Expression {
    const status = callForeign("expr_create", encodeUtf8(text));
    if (status != Status.Ok) return new Expression(status, new StaticArray<u8>(0));
    return new Expression(status, resultBytes());
  }

  /**
   * Evaluates it on the current stream. An attribute that is not there makes it fail: `has(request.headers.x)` asks
   * first.
   */
  evaluate(): ExpressionValue {
    const status = this.run();
    return new ExpressionValue(status, status == Status.Ok ? resultBytes() : new StaticArray<u8>(0));
  }

  /**
   * Whether it gives `true` on the current stream. False also where it cannot be evaluated or gives no bool. Makes no
   * garbage.
   */
  isTrue(): bool {
    return this.run() == Status.Ok && resultSize() == 1 && load<u8>(resultData()) != 0;
  }

  /** Has the host forget it. */
  delete(): Status {
    return this.status == Status.Ok ? callForeign("expr_delete", this.token) : this.status;
  }

  private run(): Status {
    return this.status == Status.Ok ? callForeign("expr_evaluate", this.token) : this.status;
  }
}
