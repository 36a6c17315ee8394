import type { Limits } from "../../module/read/wasm-module.ts";
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
import { mostPages } from "../vm/link-checks.ts";
import type { Wasm } from "./wasm.ts";

/** The status of a host call that the capability restriction forbids, and the error number of a WASI function. */
const restricted = { hostCall: Status.INTERNAL_FAILURE, wasi: 76 };

/** What a module's imports are bound to. */
export function importsOf(wasm: Wasm): WebAssembly.Imports {
  const wasi = [wasiCalls(wasm)];
  const offered: Record<string, readonly HostCalls[]> = {
    env: [
      logCalls(wasm),
      contextCalls(wasm),
      timeCalls(wasm),
      propertyCalls(wasm),
      bufferCalls(wasm),
      headerMapCalls(wasm),
      streamCalls(wasm),
      httpCalls(wasm),
      grpcCalls(wasm),
      sharedCalls(wasm),
      metricCalls(wasm),
      foreignCalls(wasm),
    ],
    wasi_snapshot_preview1: wasi,
    wasi_unstable: wasi,
  };
  const imports: Record<string, Record<string, HostCall | WebAssembly.Memory | WebAssembly.Table>> = {};
  for (const { module, name, type } of wasm.plugin.module.info.imports) {
    let value: HostCall | WebAssembly.Memory | WebAssembly.Table | undefined;
    if (type?.kind === "memory") value = memoryOf(type);
    else if (type?.kind === "table") value = tableOf(type);
    else value = hostCall(wasm, module, name, offered[module]?.find((calls) => calls[name])?.[name]);
    imports[module] ??= {};
    if (value) imports[module][name] = value;
  }
  return imports as WebAssembly.Imports;
}

function hostCall(wasm: Wasm, module: string, name: string, call: HostCall | undefined): HostCall | undefined {
  const bound = call && !isAllowed(wasm, name) ? refusal(wasm, module, name) : call;
  return bound && wasm.services.trace ? traced(wasm, `${module}.${name}`, bound) : bound;
}

/** Envoy makes a memory or a table for a module that brings none. */
function memoryOf({ min, max }: Limits): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: min, maximum: Math.min(max ?? mostPages, mostPages) });
}

function tableOf({ min, max }: Limits): WebAssembly.Table {
  return new WebAssembly.Table({ element: "anyfunc", initial: min, ...(max !== null && { maximum: max }) });
}

/** The restriction knows the functions of the ABI, not Envoy's own one. */
function isAllowed({ plugin }: Wasm, name: string): boolean {
  return !plugin.capabilities || plugin.capabilities.has(name) || name === "envoy_resolve_dns";
}

function refusal(wasm: Wasm, module: string, name: string): HostCall {
  const status = module === "env" ? restricted.hostCall : restricted.wasi;
  const kind = module === "env" ? "proxy-wasm" : "WASI";
  return () => {
    wasm.log(4, `Attempted call to restricted ${kind} capability: ${name}`, false, "");
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
