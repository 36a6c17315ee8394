// The contexts by the host's numbers. An unknown number gives a context of no stream, on which nothing has an effect.
import { contextOf } from "../runtime/contexts";
import { BaseContext } from "./base-context";
import { Context } from "./context";
import { HttpAdapter } from "./http-adapter";
import { PluginAdapter } from "./plugin-adapter";
import { RootContext } from "./root-context";
import { TcpAdapter } from "./tcp-adapter";

/**
 * The plugin of a number.
 *
 * @example
 * const configuration = getRootContext(1).getConfiguration();
 */
export function getRootContext(context_id: u32): RootContext {
  const context = contextOf(context_id);
  return context instanceof PluginAdapter ? (<PluginAdapter>context).old : new RootContext(0);
}

/**
 * The stream of a number.
 *
 * @example
 * function resume(context_id: u32): void {
 *   if (getContext(context_id).setEffectiveContext() == WasmResultValues.Ok) continue_request();
 * }
 */
export function getContext(context_id: u32): Context {
  const context = contextOf(context_id);
  if (context instanceof HttpAdapter) return (<HttpAdapter>context).old;
  if (context instanceof TcpAdapter) return (<TcpAdapter>context).old;
  return new Context(0, new RootContext(0));
}

/**
 * The stream or plugin of a number.
 *
 * @example
 * getBaseContext(2).continueRequest();
 */
export function getBaseContext(context_id: u32): BaseContext {
  if (contextOf(context_id) instanceof PluginAdapter) return getRootContext(context_id);
  return getContext(context_id);
}

/**
 * The plugin of a number: of no other use than {@link getRootContext}.
 *
 * @example
 * const configuration = ensureRootContext(1).getConfiguration();
 */
export function ensureRootContext(root_context_id: u32): RootContext {
  return getRootContext(root_context_id);
}

/**
 * Of no use: the context of a stream is made at its first callback.
 *
 * @example
 * ensureContext(2, 1);
 */
export function ensureContext(context_id: u32, root_context_id: u32): void {}

/**
 * Of no use: a context is forgotten when the host says so.
 *
 * @example
 * deleteContext(2);
 */
export function deleteContext(context_id: u32): void {}
