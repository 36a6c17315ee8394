import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

const bots = ["bot", "crawler", "spider", "slurp"];
const tablets = ["ipad", "tablet", "kindle", "playbook", "nexus 7", "sm-t", "gt-p"];
const phones = ["mobile", "android", "iphone", "ipod", "blackberry", "windows phone", "webos", "opera mini"];
const desktops = ["mozilla", "chrome", "safari", "firefox", "msie", "opera", "edge", "vivaldi"];

/** Tells the upstream what kind of device the client is, by its `user-agent`. */
class AddDeviceType extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const agent = this.request.headers.get("user-agent");
    this.request.headers.set("x-device-type", deviceType(agent === null ? "" : agent.toLowerCase()));
    return HeadersAction.Continue;
  }
}

/** From the most to the least special: a bot calls itself Mozilla, too, and so does every tablet and phone. */
function deviceType(agent: string): string {
  if (hasAny(agent, bots)) return "bot";
  if (hasAny(agent, tablets)) return "tablet";
  if (hasAny(agent, phones)) return "phone";
  return hasAny(agent, desktops) ? "desktop" : "other";
}

function hasAny(agent: string, words: string[]): bool {
  for (let i = 0; i < words.length; ++i) if (agent.includes(words[i])) return true;
  return false;
}

registerPlugin<AddDeviceType>("add_device_type");
