import type { ByteString } from "../bytes.ts";
import { Status } from "../status.ts";
import { clearRouteCache } from "./clear-route-cache.ts";
import { compress } from "./compress.ts";
import { declareProperty } from "./declare-property.ts";
import { createExpression, deleteExpression, evaluateExpression } from "./expressions.ts";
import type { ForeignCall, ForeignResult } from "./foreign-call.ts";
import { answer, type ForeignFunction } from "./foreign-function.ts";
import { setEnvoyFilterState } from "./set-envoy-filter-state.ts";
import { sign, verifySignature } from "./signatures.ts";
import { uncompress } from "./uncompress.ts";

const functions = new Map<ByteString, ForeignFunction>([
  ["compress", compress],
  ["uncompress", uncompress],
  ["expr_create", createExpression],
  ["expr_evaluate", evaluateExpression],
  ["expr_delete", deleteExpression],
  ["declare_property", declareProperty],
  ["set_envoy_filter_state", setEnvoyFilterState],
  ["clear_route_cache", clearRouteCache],
  ["verify_signature", verifySignature],
  ["sign", sign],
]);

/**
 * What `proxy_call_foreign_function` does and answers; `NOT_FOUND` for a name that this release of Envoy does not know.
 *
 * Source: source/extensions/common/wasm/foreign.cc of Envoy
 *
 * @example
 * const { status, result } = callForeignFunction("compress", body, { current: stream, effective: stream });
 */
export function callForeignFunction(name: ByteString, argument: Uint8Array, call: ForeignCall): ForeignResult {
  return functions.get(name)?.(argument, call) ?? answer(Status.NOT_FOUND);
}
