import { SPDX } from "@cyclonedx/cyclonedx-library";
import type { BillOfMaterials } from "./bill-of-materials.ts";
import { npmUrl } from "./npm-url.ts";

const module = "SPDXRef-module";
const unknown = "NOASSERTION";

/**
 * A list of parts in SPDX 2.3, JSON. The same module gives the same bytes.
 *
 * @param created When the list was made, in seconds since 1970, which SPDX must say.
 */
export function spdx(bill: BillOfMaterials, created: number): string {
  const hex = bill.digest.slice("sha256:".length);
  const packages = bill.packages.map((each, index) => ({
    SPDXID: `SPDXRef-package-${index + 1}`,
    name: each.name,
    versionInfo: each.version,
    downloadLocation: unknown,
    filesAnalyzed: false,
    licenseDeclared: declared(each.license),
    externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: npmUrl(each) }],
  }));
  const document = {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: bill.name,
    documentNamespace: `https://mesh-wasm.io/spdx/${encodeURIComponent(bill.name)}/${hex}`,
    creationInfo: {
      created: new Date(created * 1000).toISOString().replace(/\.\d+/, ""),
      creators: [`Tool: mesh-wasm${bill.sdk === undefined ? "" : `-${bill.sdk}`}`],
      ...(bill.isComplete ? {} : { comment: "The module does not say what is compiled into it." }),
    },
    packages: [moduleOf(bill, hex), ...packages],
    relationships: [
      { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: module },
      ...packages.map(({ SPDXID }) => ({
        spdxElementId: module,
        relationshipType: "STATIC_LINK",
        relatedSpdxElement: SPDXID,
      })),
      // Whoever reads the list must not take what is not in it for what is not there
      ...(bill.isComplete
        ? []
        : [{ spdxElementId: module, relationshipType: "STATIC_LINK", relatedSpdxElement: unknown }]),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function moduleOf({ name, version, sources, producers }: BillOfMaterials, hex: string): object {
  const facts = [sources === undefined ? [] : [`SHA-256 of the sources: ${sources}`], producers].flat();
  return {
    SPDXID: module,
    name,
    ...(version !== undefined && { versionInfo: version }),
    packageFileName: `${name}.wasm`,
    downloadLocation: unknown,
    filesAnalyzed: false,
    checksums: [{ algorithm: "SHA256", checksumValue: hex }],
    primaryPackagePurpose: "APPLICATION",
    ...(facts.length > 0 && { sourceInfo: facts.join("; ") }),
  };
}

/** What is no expression of SPDX, such as `SEE LICENSE IN …`, would make the whole document invalid. */
function declared(license: string | undefined): string {
  const [first, ...others] = license?.split(/ (?:OR|AND) /) ?? [];
  const ids = [first, ...others].map((each) => each?.replace(/^\(+|\)+$/g, "").replace(/\+$|-or-later$| WITH .*$/, ""));
  return license !== undefined && ids.every(isKnown) ? license : unknown;
}

function isKnown(id: string | undefined): boolean {
  return SPDX.isSupportedSpdxId(id) || SPDX.isSupportedSpdxId(`${id}-or-later`);
}
