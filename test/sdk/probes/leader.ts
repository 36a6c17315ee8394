// Asks who leads wherever a plugin can ask: while it is configured, in ticks, timers and streams.
import { HeadersAction, HttpContext, Leader, log, PluginContext, registerPlugin, Timer } from "mesh-wasm/assembly";

class Plugin extends PluginContext {
  // Longer than any test: who has taken it by mistake keeps it
  leader: Leader = new Leader("lead", 3_600_000);
  ofStreams: Leader = new Leader("lead streams", 3_600_000);
  ofTimers: Leader = new Leader("lead timers", 3_600_000);

  constructor() {
    super();
    this.say("made");
  }

  onVmStart(): bool {
    this.say("started");
    return true;
  }

  onConfigure(): bool {
    this.say("configured");
    this.setTickPeriod(50);
    Timer.after<Plugin>(this, 20, (plugin) => log.info(`timer leads ${plugin.ofTimers.isLeader}`));
    return true;
  }

  onTick(): void {
    log.info(`tick leads ${this.leader.isLeader}`);
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  private say(what: string): void {
    log.info(`${what} leads ${this.leader.isLeader} ${this.ofStreams.isLeader} ${this.ofTimers.isLeader}`);
  }
}

class Stream extends HttpContext {
  constructor(private plugin: Plugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.sendLocalReply(200, `${this.plugin.ofStreams.isLeader}`);
    return HeadersAction.Pause;
  }
}

registerPlugin<Plugin>("");
