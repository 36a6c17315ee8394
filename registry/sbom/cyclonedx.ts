import { Enums, Models, Serialize, SPDX, Spec } from "@cyclonedx/cyclonedx-library";
import type { BillOfMaterials } from "./bill-of-materials.ts";
import { npmUrl } from "./npm-url.ts";

/**
 * A list of parts in CycloneDX 1.6, JSON. The same module gives the same bytes: no time goes into it, and its serial number comes
 * from the module's digest.
 */
export function cycloneDx(bill: BillOfMaterials): string {
  const root = moduleComponent(bill);
  const bom = new Models.Bom({
    serialNumber: serialNumber(bill),
    metadata: new Models.Metadata({ component: root }),
  });
  if (bill.sdk !== undefined) {
    const tool = new Models.Component(Enums.ComponentType.Application, "mesh-wasm", { version: bill.sdk });
    bom.metadata.tools = new Models.Tools({ components: new Models.ComponentRepository([tool]) });
  }
  for (const each of bill.packages) {
    const component = packageComponent(each);
    bom.components.add(component);
    root.dependencies.add(component.bomRef);
  }
  const normal = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6).makeForBom().normalize(bom, { sortLists: true });
  // The library has no word for how much is known, and readers take a list that does not say it for a whole one
  const compositions = [{ aggregate: bill.isComplete ? "complete" : "unknown", dependencies: [root.bomRef.value] }];
  return `${JSON.stringify({ ...normal, compositions }, null, 2)}\n`;
}

function moduleComponent({ name, version, digest, sources, producers }: BillOfMaterials): Models.Component {
  const component = new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: digest,
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm["SHA-256"], digest.slice("sha256:".length)]]),
    ...(version !== undefined && { version }),
  });
  if (sources !== undefined) component.properties.add(new Models.Property("mesh-wasm:sources:sha256", sources));
  for (const producer of producers) component.properties.add(new Models.Property("mesh-wasm:producer", producer));
  return component;
}

function packageComponent(each: BillOfMaterials["packages"][number]): Models.Component {
  const { name, version, license } = each;
  const [group, last] = name.startsWith("@") ? name.split("/", 2) : [undefined, name];
  const url = npmUrl(each);
  const component = new Models.Component(Enums.ComponentType.Library, last ?? name, {
    bomRef: url,
    version,
    purl: url,
    ...(group !== undefined && { group }),
  });
  if (license !== undefined) component.licenses.add(licenseOf(license));
  return component;
}

function licenseOf(text: string): Models.License {
  if (SPDX.isSupportedSpdxId(text)) return new Models.SpdxLicense(text);
  return / (OR|AND|WITH) /.test(text) ? new Models.LicenseExpression(text) : new Models.NamedLicense(text);
}

/** A UUID of version 8, which is made of what its maker likes (RFC 9562): here of the module's digest. */
function serialNumber({ digest }: BillOfMaterials): string {
  const hex = digest.slice("sha256:".length);
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return `urn:uuid:${parts.join("-")}-${hex.slice(20, 32)}`;
}
