// Context ids of the host to contexts. A stream's context is made at its first callback: until then the plugin that is to
// make it stands in its place. null stands for what no plugin wants to hear of.
import { BaseContext } from "../context/base-context";
import { HttpContext } from "../context/http-context";
import { RootContext } from "../context/root-context";
import { TcpContext } from "../context/tcp-context";
import { ContextKind } from "./context-kind";
import { IdTable } from "./id-table";
import { createPlugin } from "./plugins";

const contexts = new IdTable();

/** The host has a new root context. */
export function addRoot(id: u32): void {
  if (id) contexts.set(id, createPlugin(id));
}

/** The host has a new context of a stream. */
export function addStream(id: u32, parentId: u32): void {
  if (!id) return;
  const plugin = rootContext(parentId);
  contexts.set(id, plugin);
  if (plugin) plugin.onStreamCreate(id);
}

/** The host has forgotten a context: no answer comes to it any more, no timer runs off, and nothing can act on it. */
export function deleteContext(id: u32): void {
  const context = contextOf(id);
  if (context) {
    context.onDelete();
    context.__end();
  }
  contexts.delete(id);
}

/** The plugin of a root context; null for an unknown id. */
export function rootContext(id: u32): RootContext | null {
  const context = contextOf(id);
  return context && context.__kind == ContextKind.Plugin ? changetype<RootContext>(context) : null;
}

/** The context of an HTTP stream, made if need be; null for a stream that no plugin wants, and for an unknown id. */
export function httpContext(id: u32): HttpContext | null {
  const context = changetype<BaseContext | null>(contexts.get(id));
  if (!context) return null;
  if (context.__kind == ContextKind.Http) return changetype<HttpContext>(context);
  return isPending(context, id) ? createHttp(changetype<RootContext>(context), id) : null;
}

/** The context of a TCP connection, made if need be; null for one that no plugin wants, and for an unknown id. */
export function tcpContext(id: u32): TcpContext | null {
  const context = changetype<BaseContext | null>(contexts.get(id));
  if (!context) return null;
  if (context.__kind == ContextKind.Tcp) return changetype<TcpContext>(context);
  return isPending(context, id) ? createTcp(changetype<RootContext>(context), id) : null;
}

/** The context of any kind that is there already; null for a stream that has had no callback, and for an unknown id. */
export function contextOf(id: u32): BaseContext | null {
  const context = changetype<BaseContext | null>(contexts.get(id));
  return context && !isPending(context, id) ? context : null;
}

/** The context of any kind, made if need be: the access log may be the first that a plugin hears of a stream. */
export function loggedContext(id: u32): BaseContext | null {
  const context = changetype<BaseContext | null>(contexts.get(id));
  if (!context || !isPending(context, id)) return context;
  const plugin = changetype<RootContext>(context);
  const http = createHttp(plugin, id);
  return http ? http : createTcp(plugin, id);
}

// A plugin has its own id: under another one it stands for a stream that it has not been asked for yet.
function isPending(context: BaseContext, id: u32): bool {
  return context.__kind == ContextKind.Plugin && context.contextId != id;
}

function createHttp(plugin: RootContext, id: u32): HttpContext | null {
  const context = plugin.createHttpContext();
  if (context) context.__begin(id, plugin.contextId);
  contexts.set(id, context);
  return context;
}

function createTcp(plugin: RootContext, id: u32): TcpContext | null {
  const context = plugin.createTcpContext();
  if (context) context.__begin(id, plugin.contextId);
  contexts.set(id, context);
  return context;
}
