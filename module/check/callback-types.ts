import {
  type Callback,
  callbackParams,
  callbackSignature,
  callbacks,
  formatSignature,
  sameSignature,
} from "../abi/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Every callback that Envoy looks for must have the type that it wants. */
export function checkCallbackTypes({ exports, abiVersion }: WasmModule): Finding[] {
  const abi = abiVersion ?? "0.2.1";
  const functions = new Map(exports.filter(({ kind }) => kind === "function").map((entry) => [entry.name, entry]));
  const wanted = callbacks.filter(
    ({ abi: versions, onlyWith, unless }) =>
      versions.includes(abi) && (!onlyWith || functions.has(onlyWith)) && !(unless && functions.has(unless)),
  );
  return wanted.flatMap((callback): Finding[] => {
    const type = functions.get(callback.name)?.type;
    const signature = callbackSignature(callback, abi);
    if (type?.kind !== "function" || sameSignature(type, signature)) return [];
    const message = `${callback.name} is ${formatSignature(type)}; Envoy wants ${formatSignature(signature)}`;
    const hint = `export it as ${declaration(callback, callbackParams(callback, abi))}`;
    return [{ code: "MW0316", level: "error", message, hint }];
  });
}

function declaration(callback: Callback, params: Callback["params"]): string {
  const list = params.map(({ name, type }) => `${name}: ${type}`).join(", ");
  return `${callback.name}(${list}): ${callback.result?.type ?? "void"}`;
}
