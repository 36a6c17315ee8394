import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import {
  type Capabilities,
  type CustomSection,
  checkModule,
  type ExternType,
  type Finding,
  type ModuleMetadata,
  type NameSection,
  type Producers,
  readCapabilities,
  readModule,
  type WasmModule,
} from "../../module/index.ts";
import type { AttachedFile } from "../attach/attach-files.ts";
import type { CommandContext } from "../framework/context.ts";

/** Something that a module takes in or gives out. */
export interface Interface {
  /** `env.proxy_log` for an import, the name alone for an export. */
  name: string;
  /** `function (i32, i32) -> i32`; `unknown` where the module is too broken to tell. */
  type: string;
}

/** What `inspect` tells about a module. */
export interface Inspection {
  /** As it was named. */
  name: string;
  /** Absolute path; null for one out of an image. */
  file: string | null;
  /** The image that it was in; null for a file. */
  image: InspectedImage | null;
  /** Bytes. */
  size: number;
  /** Version of Proxy-Wasm; null for none. */
  abi: string | null;
  /** What `mesh-wasm build` wrote into it; null for modules of other tools. */
  metadata: ModuleMetadata | null;
  producers: Producers;
  /** Pages of 64 KiB at the start and at most; null where it has no memory. */
  memory: { min: number; max: number | null } | null;
  /** Bytes of data that memory begins with. */
  dataSize: number;
  features: readonly string[];
  names: NameSection;
  sourceMap: string | null;
  imports: Interface[];
  exports: Interface[];
  customSections: readonly CustomSection[];
  /** The largest first. */
  functions: { name: string; size: number }[];
  /** What it can touch of its host, by the names in its code. */
  touches: Capabilities;
  findings: Finding[];
}

/** What `inspect` tells about the image of a module. */
export interface InspectedImage {
  /** Digest of its manifest. */
  digest: string;
  variant: string;
  annotations: Readonly<Record<string, string>>;
  /** The files beside the module, by name. */
  files: string[];
  /** What refers to it: signatures, lists of parts, source maps. */
  attached: AttachedFile[];
}

/**
 * Reads a module of any SDK. `problem` is set where it is damaged and only a part could be read.
 *
 * @throws MeshWasmError MW0107 where there is no such file, MW0306 or MW0308 where it is no module at all
 */
export function inspectModule(ctx: CommandContext, given: string): Inspection & { problem?: Finding } {
  const file = resolve(ctx.cwd, given);
  return { ...inspectBytes(readBytes(file, given), given), file };
}

/**
 * As {@link inspectModule}, of bytes.
 *
 * @throws MeshWasmError MW0306 or MW0308
 */
export function inspectBytes(bytes: Uint8Array, given: string): Inspection & { problem?: Finding } {
  const module = readModule(bytes);
  const findings = checkModule(module);
  refuseStrangers(module, findings, given);
  return {
    name: given,
    file: null,
    image: null,
    size: module.size,
    abi: module.abiVersion,
    metadata: module.metadata,
    producers: module.producers,
    memory: module.memory && { min: module.memory.min, max: module.memory.max },
    dataSize: module.dataSize,
    features: module.features,
    names: module.nameSection,
    sourceMap: module.sourceMappingUrl,
    imports: module.imports.map((entry) => ({ name: `${entry.module}.${entry.name}`, type: typeText(entry.type) })),
    exports: module.exports.map((entry) => ({ name: entry.name, type: typeText(entry.type) })),
    customSections: module.customSections,
    functions: module.functions.map(({ name, size }) => ({ name, size })),
    touches: readCapabilities(module),
    findings,
    ...(module.problem && findings[0] ? { problem: findings[0] } : {}),
  };
}

/** Reads the bytes of a module that the user names. */
export function readBytes(file: string, given: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new MeshWasmError("MW0107", `the module ${given} cannot be read`, {
      details: [(error as Error).message],
      cause: error,
    });
  }
}

/** A damaged module still has much to show; what is none has nothing. */
function refuseStrangers({ problem }: WasmModule, findings: readonly Finding[], given: string): void {
  const [finding] = findings;
  if (!finding || !problem || problem.kind === "truncated" || problem.kind === "malformed") return;
  throw new MeshWasmError(finding.code, `${given}: ${finding.message}`, { hint: finding.hint });
}

function typeText(type: ExternType | null): string {
  switch (type?.kind) {
    case undefined:
      return "unknown";
    case "function":
      return `function (${type.params.join(", ")})${type.results.length > 0 ? ` -> ${type.results.join(", ")}` : ""}`;
    case "memory":
      return `memory ${type.min}${type.max === null ? "" : `..${type.max}`}`;
    case "table":
      return `table ${type.element}`;
    case "global":
      return `global ${type.mutable ? "mut " : ""}${type.type}`;
    case "tag":
      return `tag (${type.params.join(", ")})`;
  }
}
