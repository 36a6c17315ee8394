/** What goes into an image. */
export interface ImageContent {
  /** The bytes of the module. */
  readonly module: Uint8Array;
  /** Files that come with it by their names, such as `README.md`, `LICENSE` and `config.schema.json`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What the manifest says of the image, by the names of the OCI image specification and our own. */
  readonly annotations: Readonly<Record<string, string>>;
  /** The ids under which the module registers its plugins. */
  readonly rootIds: readonly string[];
  /** The version of the Proxy-Wasm ABI, such as `0.2.1`. */
  readonly abi: string;
}

/**
 * How an image holds its module, in the words of the Wasm Image Specification:
 *
 * - `compat`: as the file `plugin.wasm` in an image like those of containers. Istio, Envoy Gateway, Docker and every registry take it.
 * - `oci`: as it is, beside what it wants of its runtime, in two layers. Istio and Envoy Gateway take it.
 * - `cncf`: as it is, in the layout of the CNCF's working group for Wasm. Neither Istio nor Envoy Gateway takes it.
 */
export type Variant = "compat" | "oci" | "cncf";

export const variants: readonly Variant[] = ["compat", "oci", "cncf"];
