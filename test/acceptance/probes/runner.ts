import {
  DataAction,
  GrpcStatus,
  Headers,
  HeadersAction,
  HttpContext,
  log,
  now,
  PluginContext,
  property,
  registerPlugin,
  SharedCounter,
} from "mesh-wasm/assembly";
import { proxy_get_header_map_size, proxy_set_buffer_bytes } from "mesh-wasm/assembly/abi/host";

/** Does what the header `do` of a request, or the begin of a body, wants. */
class Probe extends PluginContext {
  private configuration: string = "";

  onConfigure(): bool {
    this.configuration = this.pluginConfigurationText;
    log.info(`configured with ${this.configuration}`);
    return this.configuration != "refuse";
  }

  onStreamCreate(contextId: u32): void {
    log.info(`region ${read("request.client_region")}`);
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }

  onDone(): bool {
    if (this.configuration == "trap at the end") throw new Error("at the end");
    return true;
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const what = this.request.headers.get("do");
    if (what === null) return HeadersAction.Continue;
    if (what == "pause") return HeadersAction.Pause;
    if (what == "trap") throw new Error("as you wish");
    if (what == "hang") while (true) ++turns;
    if (what == "maps") {
      log.info(`${this.request.headers.statusOf("do")} ${this.response.headers.statusOf("do")} ${endOfStream}`);
    }
    if (what == "size") log.info(`size ${sizeOfRequestHeaders()}`);
    if (what == "names") log.info(namesOf(this.request.headers.entries()));
    if (what == "count") log.info(`count ${new SharedCounter("probe").add(1)}`);
    if (what == "time") log.info(`time ${now()}`);
    if (what == "set property") log.info(`status ${property.set("a", "b")}`);
    if (what == "levels") logAtAllLevels();
    if (what == "reply") return this.reply();
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    const text = this.request.body.text();
    if (text == "reply") this.reply();
    if (text == "pause") return DataAction.Pause;
    if (text.startsWith("middle")) proxy_set_buffer_bytes(0, 1, 3, changetype<usize>(middle), middle.length);
    log.info(`body ${size} ${endOfStream}`);
    return DataAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    log.info(`region ${read("request.client_region")}`);
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (this.response.body.text() == "reply") this.reply();
    return DataAction.Continue;
  }

  onLog(): void {
    log.info(`log ${this.request.headers.statusOf("do")}`);
  }

  private reply(): HeadersAction {
    this.sendLocalReply(418, "teapot", new Headers().add("a", "1"), "why", GrpcStatus.Unimplemented);
    this.request.headers.add("a", "2");
    return HeadersAction.Pause;
  }
}

let turns: i32 = 0;

const middle: StaticArray<u8> = [0x2a, 0x2a, 0x2a, 0x2a, 0x2a];

function read(path: string): string {
  const value = property.getString(path);
  return value === null ? "none" : value;
}

function sizeOfRequestHeaders(): u32 {
  const size = memory.data(4);
  proxy_get_header_map_size(0, size);
  return load<u32>(size);
}

function namesOf(headers: Headers): string {
  let names = "";
  for (let i = 0; i < headers.length; ++i) names += headers.nameAt(i) + " ";
  return names;
}

function logAtAllLevels(): void {
  log.trace("at trace");
  log.debug("at debug");
  log.info("at info");
  log.warn("at warn");
  log.error("at error");
  log.critical("at critical");
}

registerPlugin<Probe>("runner");
