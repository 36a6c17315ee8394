import { type HostFunction, hostFunctions } from "../../../module/index.ts";
import { encodePairs } from "./header-host.ts";
import type { HostCall, RunningProbe } from "./run-probe.ts";

type Data = string | Uint8Array;
type Value = string | number | bigint;

/** A host call: the function, then its arguments, bytes as Latin-1 text and without the addresses for what is returned. */
export type Sent = [name: string, ...args: Value[]];

/** A host that knows what a test tells it, and keeps what it is asked. */
export interface RecordingHost {
  /** For `runProbe`. */
  readonly functions: Record<string, HostCall>;
  /** What was asked, but for logging. */
  readonly sent: Sent[];
  rootId: string;
  /** One map for all that there are. */
  readonly headers: Map<string, Data>;
  /** By path, with dots between the segments. */
  readonly properties: Map<string, Data>;
  /** By number. */
  readonly buffers: Map<number, Data>;
  /** What foreign functions return. */
  readonly foreign: Map<string, Data>;
  readonly shared: Map<string, Data>;
  /** Name and value; a metric's id is its index plus one. */
  readonly metrics: { name: string; value: bigint }[];
  /** The id of the last HTTP call, gRPC call or gRPC stream; ids count up from 1. */
  lastCall: number;
  /** The context on which host calls act. */
  effective: number;
  /** Whether there is a context. */
  hasContext(id: number): boolean;
  /** The status of a call that is not even looked at; 0 for one that is. */
  refuses(call: Sent): number;
}

type Answer = (host: RecordingHost, probe: RunningProbe, args: number[], texts: string[]) => number;

const ok = 0;
const notFound = 1;
const badArgument = 2;

export function recordingHost(): RecordingHost {
  const functions: Record<string, HostCall> = {};
  const host: RecordingHost = {
    functions,
    sent: [],
    rootId: "",
    headers: new Map(),
    properties: new Map(),
    buffers: new Map(),
    foreign: new Map(),
    shared: new Map(),
    metrics: [],
    lastCall: 0,
    effective: 0,
    hasContext: () => true,
    refuses: () => ok,
  };
  for (const declared of hostFunctions) {
    functions[declared.name] = (probe, args) => {
      const values = argumentsOf(declared, probe, args);
      const call: Sent = [declared.name, ...values];
      host.sent.push(call);
      const texts = values.filter((value) => typeof value === "string");
      return host.refuses(call) || (answers[declared.name]?.(host, probe, args, texts) ?? ok);
    };
  }
  return host;
}

function argumentsOf({ params }: HostFunction, probe: RunningProbe, args: (number | bigint)[]): Value[] {
  return params.flatMap(({ role }, index): Value[] => {
    const arg = args[index] ?? 0;
    if (role === "value" || role === "boolean") return [typeof arg === "number" ? arg >>> 0 : arg];
    return role === "pointer" ? [probe.bytes(Number(arg), Number(args[index + 1])).toString("latin1")] : [];
  });
}

const answers: Record<string, Answer> = {
  proxy_get_property(host, probe, [, , dataAt, sizeAt], [path = ""]) {
    const value = path === "plugin_root_id" ? host.rootId : host.properties.get(path.replaceAll("\0", "."));
    return returned(probe, dataAt, sizeAt, value);
  },
  proxy_set_property(host, _, __, [path = "", value = ""]) {
    host.properties.set(path, Buffer.from(value, "latin1"));
    return ok;
  },
  proxy_get_header_map_value: (host, probe, [, , , dataAt, sizeAt], [name = ""]) =>
    returned(probe, dataAt, sizeAt, host.headers.get(name)),
  proxy_get_header_map_pairs: (host, probe, [, dataAt, sizeAt]) =>
    returned(probe, dataAt, sizeAt, encodePairs([...host.headers])),
  proxy_replace_header_map_value: setHeader,
  proxy_add_header_map_value: setHeader,
  proxy_remove_header_map_value(host, _, __, [name = ""]) {
    host.headers.delete(name);
    return ok;
  },
  proxy_get_buffer_bytes(host, probe, [type = 0, start = 0, size = 0, dataAt, sizeAt]) {
    const value = host.buffers.get(type);
    const part = value && Buffer.from(value).subarray(start >>> 0, (start >>> 0) + (size >>> 0));
    return returned(probe, dataAt, sizeAt, part);
  },
  proxy_get_buffer_status(host, probe, [type = 0, sizeAt = 0]) {
    const value = host.buffers.get(type);
    return value ? returnedNumber(probe, sizeAt, Buffer.from(value).length) : notFound;
  },
  proxy_call_foreign_function: (host, probe, [, , , , dataAt, sizeAt], [name = ""]) =>
    returned(probe, dataAt, sizeAt, host.foreign.get(name)),
  proxy_get_shared_data: (host, probe, [, , dataAt, sizeAt], [key = ""]) =>
    returned(probe, dataAt, sizeAt, host.shared.get(key)),
  proxy_define_metric(host, probe, [, , , idAt], [name = ""]) {
    const id = host.metrics.findIndex((metric) => metric.name === name) + 1;
    return returnedNumber(probe, idAt, id || host.metrics.push({ name, value: 0n }));
  },
  proxy_increment_metric(host, _, [id = 0, delta = 0]) {
    const metric = host.metrics[id - 1];
    if (metric) metric.value += BigInt(delta);
    return metric ? ok : notFound;
  },
  proxy_record_metric(host, _, [id = 0, value = 0]) {
    const metric = host.metrics[id - 1];
    if (metric) metric.value = BigInt(value);
    return metric ? ok : notFound;
  },
  proxy_get_metric(host, probe, [id = 0, valueAt = 0]) {
    const metric = host.metrics[id - 1];
    if (metric) new DataView(probe.memory.buffer).setBigUint64(valueAt, metric.value, true);
    return metric ? ok : badArgument;
  },
  proxy_set_effective_context(host, _, [id = 0]) {
    if (!host.hasContext(id)) return badArgument;
    host.effective = id;
    return ok;
  },
  proxy_http_call: newCall,
  proxy_grpc_call: newCall,
  proxy_grpc_stream: newCall,
};

function setHeader(host: RecordingHost, _: RunningProbe, __: number[], [name = "", value = ""]: string[]): number {
  host.headers.set(name, Buffer.from(value, "latin1"));
  return ok;
}

function newCall(host: RecordingHost, probe: RunningProbe, args: number[]): number {
  return returnedNumber(probe, args.at(-1), ++host.lastCall);
}

function returned(probe: RunningProbe, dataAt = 0, sizeAt = 0, value: Data | undefined): number {
  if (value === undefined) return notFound;
  probe.returnBytes(dataAt, sizeAt, value);
  return ok;
}

function returnedNumber(probe: RunningProbe, at = 0, value: number): number {
  new DataView(probe.memory.buffer).setUint32(at, value, true);
  return ok;
}
