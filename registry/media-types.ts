// The names of formats, as registries and the proxies of a mesh know them.

/** Manifests: of OCI and of Docker, of one image and of several. */
export const manifestType = "application/vnd.oci.image.manifest.v1+json";
export const indexType = "application/vnd.oci.image.index.v1+json";
export const dockerManifestType = "application/vnd.docker.distribution.manifest.v2+json";
export const dockerIndexType = "application/vnd.docker.distribution.manifest.list.v2+json";

/** Every kind of manifest, for the header `accept`. */
export const manifestTypes = [manifestType, dockerManifestType, indexType, dockerIndexType] as const;

/** Configurations of images. */
export const imageConfigType = "application/vnd.oci.image.config.v1+json";
/** `{}`: for manifests whose content says everything. */
export const emptyType = "application/vnd.oci.empty.v1+json";

/** Registries that know nothing of artifact types give the type of the configuration in their place. */
export const saysNothing: readonly (string | undefined)[] = [undefined, emptyType, imageConfigType];

/** Layers in which a module lies as the file `plugin.wasm`. */
export const tarGzipType = "application/vnd.oci.image.layer.v1.tar+gzip";
export const dockerTarGzipType = "application/vnd.docker.image.rootfs.diff.tar.gzip";

/** Layers of Solo's "artifact" layout: the module as it is, and what it wants of its runtime. */
export const moduleLayerType = "application/vnd.module.wasm.content.layer.v1+wasm";
export const moduleConfigType = "application/vnd.module.wasm.config.v1+json";

/** The layout of the CNCF's working group for Wasm. */
export const cncfConfigType = "application/vnd.wasm.config.v0+json";
export const wasmType = "application/wasm";

/** Signatures as cosign 3 attaches them: Sigstore's bundle, in JSON. */
export const bundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** What is attached to images: lists of parts, statements of in-toto such as how it was built, and source maps. */
export const cycloneDxType = "application/vnd.cyclonedx+json";
export const spdxType = "application/spdx+json";
export const inTotoType = "application/vnd.in-toto+json";
export const sourceMapType = "application/vnd.mesh-wasm.source-map.v1+gzip";
