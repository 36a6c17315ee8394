import { MeshWasmError, nearest } from "../../core/index.ts";
import type { TargetRef } from "../../mesh/index.ts";

const gatewayApi = "gateway.networking.k8s.io";

/** The API groups of what filters are bound to, by kind. */
const groups: Readonly<Record<string, string>> = {
  Gateway: gatewayApi,
  GatewayClass: gatewayApi,
  ListenerSet: gatewayApi,
  HTTPRoute: gatewayApi,
  GRPCRoute: gatewayApi,
  TCPRoute: gatewayApi,
  TLSRoute: gatewayApi,
  UDPRoute: gatewayApi,
  Service: "",
  ServiceEntry: "networking.istio.io",
};

/**
 * Reads `--target-ref KIND/NAME`.
 *
 * @returns undefined where there is none
 * @throws MeshWasmError MW0103 for what is not KIND/NAME, and for a kind that no filter can be bound to
 */
export function targetRefs(given: readonly string[]): TargetRef[] | undefined {
  return given.length === 0 ? undefined : given.map(targetRef);
}

function targetRef(text: string): TargetRef {
  const [kind = "", name = "", ...more] = text.split("/");
  if (!name || more.length > 0) {
    throw new MeshWasmError("MW0103", `--target-ref ${text} is not KIND/NAME`, { hint: "such as Gateway/public" });
  }
  const group = groups[kind];
  if (group !== undefined) return { group, kind, name };
  const meant = nearest(kind, Object.keys(groups));
  throw new MeshWasmError("MW0103", `--target-ref ${text}: no filter can be bound to a ${kind}`, {
    hint: meant ? `did you mean ${meant}?` : `one of ${Object.keys(groups).join(", ")}`,
  });
}
