import type { Asc, BinaryenModule, ClassPrototype, Program } from "../asc-types.ts";

const sdk = "~lib/mesh-wasm/assembly";
const exportsFile = `${sdk}/exports`;
const contextsFolder = `${sdk}/context/`;
const oldSdk = `${sdk}/proxy-runtime/`;
const oldStream = `${oldSdk}context/Context`;

/** Exports that the SDK itself needs, whatever a plugin overrides. */
const always = new Set([
  "proxy_abi_version_0_2_1",
  "proxy_on_memory_allocate",
  "proxy_on_context_create",
  "proxy_on_configure",
  "proxy_on_delete",
]);

const grpcStream = `${sdk}/call/grpc-stream/GrpcStream#open`;
const grpcCall = `${sdk}/call/grpc-call/dispatchGrpc`;

/** Exports that a program needs when one of these functions of the SDK is compiled, that is, can be called. */
const byUse: Record<string, readonly string[]> = {
  proxy_on_tick: [`${sdk}/timer/schedule/Schedule#add`],
  proxy_on_http_call_response: [`${sdk}/call/http-call/dispatchHttp`, `${oldSdk}pending-request/sendRequest`],
  proxy_on_grpc_receive_initial_metadata: [grpcStream],
  proxy_on_grpc_receive: [grpcCall, grpcStream],
  proxy_on_grpc_receive_trailing_metadata: [grpcStream],
  proxy_on_grpc_close: [grpcCall, grpcStream],
};

/**
 * Removes the callbacks that no class of the program overrides, and gives those that stay only if the program turns out to
 * use what they serve. Envoy takes an absent callback for "continue" without entering the module, which saves about a
 * microsecond each.
 */
export function trimExports(asc: Asc, program: Program): string[] {
  const exports = program.filesByName.get(exportsFile)?.exports;
  if (!exports) return [];
  const wanted = overriddenMethods(asc, program);
  const undecided: string[] = [];
  for (const name of exports.keys()) {
    if (always.has(name) || wanted.has(methodOf(name))) continue;
    if (name in byUse) undecided.push(name);
    else exports.delete(name);
  }
  return undecided;
}

/** Removes those of the undecided exports that the compiled program does not use. */
export function trimUnused(module: BinaryenModule, undecided: readonly string[]): void {
  for (const name of undecided) {
    const used = byUse[name]?.some((part) => module.getFunction(part) !== 0);
    if (!used) module.removeExport(name);
  }
}

/** `proxy_on_request_headers` is answered by the method `onRequestHeaders`. */
function methodOf(exportName: string): string {
  return exportName.replace(/^(?:proxy|envoy)_/, "").replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function overriddenMethods(asc: Asc, program: Program): Set<string> {
  const methods = new Set<string>();
  for (const file of program.filesByName.values()) {
    for (const element of file.members?.values() ?? []) {
      if (element.kind !== asc.ElementKind["ClassPrototype"]) continue;
      for (const name of methodsOf(element)) methods.add(name);
    }
  }
  return methods;
}

/**
 * The methods of a class and its ancestors, down from the SDK's own context classes or from those of the old SDK; none for a
 * class that is no context. What adapts the old contexts overrides everything and does not count.
 */
function methodsOf(element: ClassPrototype): string[] {
  const names: string[] = [];
  for (let at: ClassPrototype | null = element; at; at = at.basePrototype) {
    if (at.internalName.startsWith(contextsFolder)) return names;
    if (at.internalName.startsWith(oldSdk)) return withOldNames(names, at.internalName === oldStream);
    names.push(...(at.instanceMembers?.keys() ?? []));
  }
  return [];
}

/**
 * Adds our names of methods of the old SDK, and for a stream that hears of its end the callbacks before: its context, which
 * is made at the first callback, has to be there by then.
 */
function withOldNames(names: readonly string[], isStream: boolean): string[] {
  const hearsOfEnd = isStream && names.some((name) => name === "onDone" || name === "onDelete");
  return [
    ...names,
    ...(names.includes("onStart") ? ["onVmStart"] : []),
    ...(hearsOfEnd ? ["onNewConnection", "onLog"] : []),
  ];
}
