import { readModule, type WasmModule } from "../../../module/index.ts";
import { buildProbe, type Probe } from "./build-probe.ts";
import { type RecordingHost, recordingHost, type Sent } from "./recording-host.ts";
import { type RunningProbe, runProbe } from "./run-probe.ts";

/** A probe with a plugin, whose context has the id 1, over a host that knows what a test tells it. */
export interface FaultProbe {
  readonly host: RecordingHost;
  readonly running: RunningProbe;
  /** Bytes of memory. */
  readonly memory: number;
  /** Calls a callback; what it logs. What it asks of the host is then in `host.sent`. */
  deliver(name: string, contextId: number, ...args: number[]): string[];
  /** A new stream of the plugin with a request for a path; what that logs. */
  request(path: string, id?: number): string[];
  /** What the last callback asked of some host functions. */
  sent(...names: string[]): Sent[];
}

const built = new Map<string, Promise<Probe>>();

/** A probe in a release build, compiled once. */
export function build(name: string): Promise<Probe> {
  const probe = built.get(name) ?? buildProbe(name);
  built.set(name, probe);
  return probe;
}

/** What a probe in a release build is made of. */
export async function moduleOf(name: string): Promise<WasmModule> {
  return readModule((await build(name)).wasm);
}

export function namesOf(entries: readonly { name: string }[]): string[] {
  return entries.map(({ name }) => name);
}

/** Runs a probe, with a plugin of a root id. */
export async function start(
  probe: string | Probe,
  rootId = "faults",
  refuses: RecordingHost["refuses"] = () => 0,
): Promise<FaultProbe> {
  const host = recordingHost();
  host.rootId = rootId;
  host.refuses = refuses;
  const running = await runProbe(typeof probe === "string" ? await build(probe) : probe, host.functions);

  function deliver(name: string, contextId: number, ...args: number[]): string[] {
    host.effective = contextId;
    for (const list of [host.sent, running.calls, running.logs]) list.length = 0;
    running.call(name, contextId, ...args);
    return [...running.logs];
  }

  deliver("proxy_on_context_create", 1, 0);
  return {
    host,
    running,
    get memory() {
      return running.memory.buffer.byteLength;
    },
    deliver,
    request(path, id = 2) {
      host.headers.set(":path", path);
      deliver("proxy_on_context_create", id, 1);
      return deliver("proxy_on_request_headers", id, 1, 0);
    },
    sent: (...names) => host.sent.filter(([name]) => names.includes(name)),
  };
}
