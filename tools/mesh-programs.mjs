import { fromSources } from "./go-tools.mjs";

// Istio's tags are no versions to Go: this is a commit of its main branch, towards 1.32
export const istioVersion = "v0.0.0-20260827124520-eed52ebb66ad";
export const envoyGatewayVersion = "v1.9.1";
const kubernetes = { major: "1", minor: "36", patch: "3" };
const kubernetesVersion = "k8s.io/component-base/version";

/** Control planes of meshes and what their own tools check with. */
export const meshPrograms = [
  fromSources("test/mesh/crdcheck"),
  { name: "pilot-agent", version: istioVersion, package: "istio.io/istio/pilot/cmd/pilot-agent" },
  fromSources("test/mesh/istiod-lite"),
  { name: "istioctl", version: istioVersion, package: "istio.io/istio/istioctl/cmd/istioctl" },
  fromSources("test/mesh/kube-apiserver", {
    package: "k8s.io/kubernetes/cmd/kube-apiserver",
    linked: {
      [`${kubernetesVersion}.gitMajor`]: kubernetes.major,
      [`${kubernetesVersion}.gitMinor`]: kubernetes.minor,
      [`${kubernetesVersion}.gitVersion`]: `v${kubernetes.major}.${kubernetes.minor}.${kubernetes.patch}`,
    },
  }),
  { name: "pilot-discovery", version: istioVersion, package: "istio.io/istio/pilot/cmd/pilot-discovery" },
  fromSources("test/mesh/consul", { package: "github.com/hashicorp/consul" }),
  { name: "envoy-gateway", version: envoyGatewayVersion, package: "github.com/envoyproxy/gateway/cmd/envoy-gateway" },
  { name: "egctl", version: envoyGatewayVersion, package: "github.com/envoyproxy/gateway/cmd/egctl" },
];
