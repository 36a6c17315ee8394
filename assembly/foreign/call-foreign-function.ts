import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { callForeign } from "../abi/foreign-calls";
import { resultBytes } from "../abi/result";
import { ForeignResult } from "./foreign-result";

/**
 * Calls a function that the host offers by name. Envoy has `compress`, `uncompress`, `verify_signature`, `sign`,
 * `expr_create`, `expr_evaluate`, `expr_delete`, `declare_property`, `set_envoy_filter_state` and `clear_route_cache`;
 * another host may have none.
 *
 * Source: `proxy_call_foreign_function`.
 *
 * @example
 * const result = callForeignFunction("compress", encodeUtf8(text));
 * if (result.status == Status.Ok) SharedData.set("small", result.bytes);
 */
export function callForeignFunction(name: string, argument: Bytes): ForeignResult {
  const status = callForeign(name, argument);
  return new ForeignResult(status, status == Status.Ok ? resultBytes() : new StaticArray<u8>(0));
}
