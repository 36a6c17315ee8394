// What the workers of one proxy share. Each has a VM of its own; the client chooses the worker by the connection.
import {
  decodeUtf8,
  encodeUtf8,
  HeadersAction,
  HttpContext,
  Leader,
  PluginContext,
  registerPlugin,
  SharedCounter,
  SharedData,
  SharedValue,
} from "mesh-wasm/assembly";

class WorkersPlugin extends PluginContext {
  counter: SharedCounter = new SharedCounter("count");
  leader: Leader = new Leader("lead", 3_600_000);
  shortLeader: Leader = new Leader("lead shortly", 20);
  held: SharedValue = new SharedValue(0, new StaticArray<u8>(0), 0);
  served: i32 = 0;

  createHttpContext(): HttpContext {
    return new WorkersStream(this);
  }
}

class WorkersStream extends HttpContext {
  constructor(private plugin: WorkersPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.sendLocalReply(200, this.answer(this.request.path));
    return HeadersAction.Pause;
  }

  private answer(path: string): string {
    const plugin = this.plugin;
    if (path == "/served") return `${plugin.served}`;
    if (path == "/count") {
      ++plugin.served;
      return `${plugin.counter.add(1)}`;
    }
    if (path == "/counted") return `${plugin.counter.value}`;
    if (path == "/update") {
      const status = SharedData.update("text", (old) => encodeUtf8(`${decodeUtf8(old)}+`));
      return `${<i32>status} ${SharedData.getText("text")!}`;
    }
    if (path == "/read") {
      plugin.held = SharedData.get("value");
      return `${<i32>plugin.held.status} ${decodeUtf8(plugin.held.bytes)}`;
    }
    if (path == "/write") return `${<i32>SharedData.setText("value", "written", plugin.held.cas)}`;
    if (path == "/force") return `${<i32>SharedData.setText("value", "forced")}`;
    if (path == "/lead") return `${plugin.leader.isLeader}`;
    if (path == "/lead-shortly") return `${plugin.shortLeader.isLeader}`;
    if (path == "/resign") plugin.leader.resign();
    return "";
  }
}

registerPlugin<WorkersPlugin>("workers");
