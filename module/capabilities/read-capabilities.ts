import type { WasmModule } from "../read/index.ts";
import { hostUses } from "./host-uses.ts";
import { MemoryImage } from "./memory-image.ts";
import { namesOf } from "./names-of.ts";
import { TextReader } from "./text-reader.ts";
import { type CapabilityKind, capabilityKinds, touches } from "./touches.ts";

/** Names that a module uses. */
export interface Names {
  /** Those that its code shows, sorted. `*` stands for all that there are. */
  known: string[];
  /** Whether it may use others, too, which it gets from its configuration or computes while it runs. */
  others: boolean;
}

/**
 * What a module can touch of its host, by the names that its code hands over. Names of headers and bodies begin with what they are of:
 * `request x-user`, `response trailers grpc-status`; `any` where the code does not show of which.
 */
export type Capabilities = Record<CapabilityKind, Names>;

/**
 * Reads what a module of any SDK can touch out of its code: the names of foreign functions, clusters, headers, properties and
 * more that its calls of the host are given. Its custom sections do not count, but for the name of the SDK's encoder, and functions that
 * nothing leads to do not.
 *
 * The calls of the host themselves are certain, since a module can call only what it imports. Names are what the code shows: `others`
 * is set wherever a name may be another one. They rest on texts in the module's data staying as they are, so a module
 * that is made to deceive can hide a name, though never a call.
 *
 * @example
 * const { clusters, headersSet } = readCapabilities(readModule(bytes));
 * clusters; // { known: ["authz"], others: false }
 * headersSet.known; // ["request x-user", "response x-served-by"]
 */
export function readCapabilities(module: WasmModule): Capabilities {
  const found = new Map(capabilityKinds.map((kind) => [kind, { known: new Set<string>(), others: false }]));
  const texts = new TextReader(module, new MemoryImage(module));
  const uses = hostUses(module);
  for (const use of uses) {
    for (const touch of touches[use.name] ?? []) {
      for (const name of namesOf(use, touch, uses, texts)) note(name, found.get(touch.kind));
    }
  }
  return Object.fromEntries(
    [...found].map(([kind, { known, others }]) => [kind, { known: [...known].sort(), others }]),
  ) as Capabilities;
}

function note(name: string | null, names: { known: Set<string>; others: boolean } | undefined): void {
  if (!names) return;
  if (name === null) names.others = true;
  else names.known.add(name);
}
