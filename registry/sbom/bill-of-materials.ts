import { basename } from "node:path";
import type { ModuleMetadata, WasmModule } from "../../module/index.ts";
import { type Digest, digestOf } from "../digest.ts";

/** What a module is made of. */
export interface BillOfMaterials {
  name: string;
  version: string | undefined;
  /** Of the module. */
  digest: Digest;
  /** SHA-256 of the filter's own sources, hexadecimal. */
  sources: string | undefined;
  /** What is compiled in. */
  packages: ModuleMetadata["packages"];
  /** Version of mesh-wasm that built it. */
  sdk: string | undefined;
  /** False where the module does not say all that is in it: those of other SDKs know no more than their language and tools. */
  isComplete: boolean;
  /** `Rust 2021`, `rustc 1.90.0`: what the section `producers` says. */
  producers: string[];
}

/**
 * What a module is made of, from what it says of itself: `mesh-wasm build` writes each package that it compiles into the module.
 *
 * @param bytes The module as it is.
 * @param fileName Names a module that does not name itself.
 * @example
 * const bill = billOfMaterials(readModule(bytes), bytes, "canary.wasm");
 * bill.packages; // [{ name: "assemblyscript", version: "0.28.20", license: "Apache-2.0" }, …]
 */
export function billOfMaterials(
  module: Pick<WasmModule, "metadata" | "producers">,
  bytes: Uint8Array,
  fileName: string,
): BillOfMaterials {
  const { metadata, producers } = module;
  const packages = metadata?.packages ?? [];
  return {
    name: metadata?.name ?? basename(fileName, ".wasm"),
    version: metadata?.version,
    digest: digestOf(bytes),
    sources: metadata?.sources,
    packages,
    sdk: metadata?.sdk,
    isComplete: packages.length > 0,
    producers: [...producers.language, ...producers.processedBy, ...producers.sdk].map(({ name, version }) =>
      `${name} ${version}`.trim(),
    ),
  };
}
