import type { BillOfMaterials } from "./bill-of-materials.ts";

/** The formats of lists of parts: CycloneDX 1.6 and SPDX 2.3, both in JSON. */
export type SbomFormat = "cyclonedx" | "spdx";

/**
 * Writes what a module is made of as a software bill of materials. The same module gives the same bytes.
 *
 * @param created When it was made, in seconds since 1970. Only SPDX has to say it. Default: 0.
 * @returns JSON
 * @example
 * const bill = billOfMaterials(readModule(bytes), bytes, "canary.wasm");
 * await writeFile("canary.cdx.json", await writeSbom(bill, "cyclonedx"));
 */
export async function writeSbom(bill: BillOfMaterials, format: SbomFormat, created = 0): Promise<string> {
  // The library with the lists of licences takes longer to load than most commands to run
  if (format === "cyclonedx") return (await import("./cyclonedx.ts")).cycloneDx(bill);
  return (await import("./spdx.ts")).spdx(bill, created);
}
