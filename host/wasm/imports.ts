import { bufferCalls } from "../calls/buffer-calls.ts";
import { contextCalls } from "../calls/context-calls.ts";
import { foreignCalls } from "../calls/foreign-calls.ts";
import { grpcCalls } from "../calls/grpc-calls.ts";
import { headerMapCalls } from "../calls/header-map-calls.ts";
import type { HostCall, HostCalls } from "../calls/host-calls.ts";
import { httpCalls } from "../calls/http-calls.ts";
import { logCalls } from "../calls/log-calls.ts";
import { metricCalls } from "../calls/metric-calls.ts";
import { propertyCalls } from "../calls/property-calls.ts";
import { sharedCalls } from "../calls/shared-calls.ts";
import { streamCalls } from "../calls/stream-calls.ts";
import { timeCalls } from "../calls/time-calls.ts";
import { wasiCalls } from "../calls/wasi-calls.ts";
import { Status } from "../status.ts";
import type { Wasm } from "./wasm.ts";

/** The status of a host call that the capability restriction forbids, and the error number of a WASI function. */
const restricted = { hostCall: Status.INTERNAL_FAILURE, wasi: 76 };

/** What a module's imports are bound to. */
export function importsOf(wasm: Wasm): WebAssembly.Imports {
  const offered: Record<string, HostCalls> = {
    env: {
      ...logCalls(wasm),
      ...contextCalls(wasm),
      ...timeCalls(wasm),
      ...propertyCalls(wasm),
      ...bufferCalls(wasm),
      ...headerMapCalls(wasm),
      ...streamCalls(wasm),
      ...httpCalls(wasm),
      ...grpcCalls(wasm),
      ...sharedCalls(wasm),
      ...metricCalls(wasm),
      ...foreignCalls(wasm),
    },
  };
  const wasi = wasiCalls(wasm);
  offered["wasi_snapshot_preview1"] = wasi;
  offered["wasi_unstable"] = wasi;
  const imports: Record<string, HostCalls> = {};
  for (const { module, name } of WebAssembly.Module.imports(wasm.plugin.module.compiled)) {
    const call = offered[module]?.[name];
    if (!call) continue;
    const bound = isAllowed(wasm, name) ? call : refusal(wasm, module, name);
    imports[module] = {
      ...imports[module],
      [name]: wasm.services.trace ? traced(wasm, `${module}.${name}`, bound) : bound,
    };
  }
  return imports as WebAssembly.Imports;
}

function isAllowed({ plugin }: Wasm, name: string): boolean {
  return !plugin.capabilities || plugin.capabilities.has(name);
}

function refusal(wasm: Wasm, module: string, name: string): HostCall {
  const status = module === "env" ? restricted.hostCall : restricted.wasi;
  return () => {
    wasm.log(4, `Attempted call to restricted proxy-wasm capability: ${name}`, false, "");
    return status;
  };
}

function traced({ thread, services }: Wasm, name: string, call: HostCall): HostCall {
  return (...args) => {
    services.trace?.({ thread, kind: "host call", name, args });
    const result = call(...args);
    services.trace?.({ thread, kind: "host call", name, result: result ?? undefined });
    return result;
  };
}
