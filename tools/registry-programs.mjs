import { fromSources } from "./go-tools.mjs";

/** Other people's clients, registries, and the services of sigstore, for the tests with a registry: the smallest first. */
export const registryPrograms = [
  { name: "oras", version: "v1.3.6", package: "oras.land/oras/cmd/oras" },
  { name: "crane", version: "v0.22.1", package: "github.com/google/go-containerregistry/cmd/crane" },
  fromSources("test/registry/referrers-registry"),
  fromSources("test/registry/istio-fetcher"),
  fromSources("test/registry/envoy-gateway-fetcher"),
  { name: "registry", version: "v3.1.2", package: "github.com/distribution/distribution/v3/cmd/registry" },
  { name: "cosign", version: "v3.1.3", package: "github.com/sigstore/cosign/v3/cmd/cosign" },
  { name: "fulcio", version: "v1.8.8", package: "github.com/sigstore/fulcio" },
  { name: "tesseract", version: "v0.1.1", package: "github.com/transparency-dev/tesseract/cmd/tesseract/posix" },
  { name: "rekor-server", version: "v2.3.0", package: "github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix" },
  {
    name: "timestamp-server",
    version: "v2.0.6",
    package: "github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server",
  },
];
