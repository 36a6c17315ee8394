// Makes the host calls that its configuration lists, in the phases that it says, and logs what came of each:
// `asked LINE PHASE STATUS HEX`. A line is `PHASE KIND HEX HEX`: `get` a path, `set` a path to a value, `call` a foreign
// function with an argument, `expr` an expression. Phase `*` is every phase.
import {
  DataAction,
  decodeHex,
  encodeHex,
  encodeUtf8,
  HeadersAction,
  HttpContext,
  log,
  NetworkAction,
  PluginContext,
  registerPlugin,
  TcpContext,
} from "mesh-wasm/assembly";
import { beginCall } from "mesh-wasm/assembly/abi/arena";
import { Bytes } from "mesh-wasm/assembly/abi/bytes";
import { PeerType } from "mesh-wasm/assembly/abi/enums/peer-type";
import { Status } from "mesh-wasm/assembly/abi/enums/status";
import { TrailersAction } from "mesh-wasm/assembly/abi/enums/trailers-action";
import { proxy_call_foreign_function, proxy_get_property, proxy_set_property } from "mesh-wasm/assembly/abi/host";
import { resultBytes, resultSize } from "mesh-wasm/assembly/abi/result";
import { clearSlots, dataSlot, sizeSlot } from "mesh-wasm/assembly/abi/slots";

let lines: string[] = [];

class Asking extends PluginContext {
  onConfigure(): bool {
    lines = this.pluginConfigurationText.split("\n");
    ask("configure");
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }

  createTcpContext(): TcpContext {
    return new Connection();
  }

  onLog(): void {
    ask("rootLog");
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    ask("requestHeaders");
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    ask("requestBody");
    return DataAction.Continue;
  }

  onRequestTrailers(): TrailersAction {
    ask("requestTrailers");
    return TrailersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    ask("responseHeaders");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    ask("responseBody");
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    ask("responseTrailers");
    return TrailersAction.Continue;
  }

  onLog(): void {
    ask("log");
  }

  onDone(): bool {
    ask("done");
    return true;
  }

  onDelete(): void {
    ask("delete");
  }
}

class Connection extends TcpContext {
  onNewConnection(): NetworkAction {
    ask("newConnection");
    return NetworkAction.Continue;
  }

  onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
    ask("downstreamData");
    return NetworkAction.Continue;
  }

  onUpstreamData(size: u32, endOfStream: bool): NetworkAction {
    ask("upstreamData");
    return NetworkAction.Continue;
  }

  onDownstreamConnectionClose(closedBy: PeerType): void {
    ask("downstreamClose");
  }

  onLog(): void {
    ask("log");
  }

  onDelete(): void {
    ask("delete");
  }
}

function ask(phase: string): void {
  for (let i = 0; i < lines.length; ++i) {
    const words = lines[i].split(" ");
    if (words[0] != "*" && words[0] != phase) continue;
    const first = bytesOf(words[2]);
    const second = bytesOf(words[3]);
    const status = act(words[1], first, second);
    log.info(`asked ${i} ${phase} ${<i32>status} ${encodeHex(result)}`);
  }
}

let result: Bytes = new StaticArray<u8>(0);

function act(kind: string, first: Bytes, second: Bytes): Status {
  if (kind == "get") {
    beginCall();
    clearSlots();
    return taken(proxy_get_property(changetype<usize>(first), first.length, dataSlot, sizeSlot));
  }
  if (kind == "set") {
    result = new StaticArray<u8>(0);
    return proxy_set_property(changetype<usize>(first), first.length, changetype<usize>(second), second.length);
  }
  if (kind == "call") return call(first, second);
  const created = call(encodeUtf8("expr_create"), first);
  if (created != Status.Ok) return <Status>(100 + <i32>created);
  const token = result;
  const status = call(encodeUtf8("expr_evaluate"), token);
  const value = result;
  call(encodeUtf8("expr_delete"), token);
  result = value;
  return status;
}

function call(name: Bytes, argument: Bytes): Status {
  beginCall();
  clearSlots();
  return taken(
    proxy_call_foreign_function(
      changetype<usize>(name),
      name.length,
      changetype<usize>(argument),
      argument.length,
      dataSlot,
      sizeSlot,
    ),
  );
}

function taken(status: Status): Status {
  result = status == Status.Ok && resultSize() ? resultBytes() : new StaticArray<u8>(0);
  return status;
}

function bytesOf(hex: string): Bytes {
  if (hex == "-") return new StaticArray<u8>(0);
  return decodeHex(hex)!;
}

registerPlugin<Asking>("asking");
