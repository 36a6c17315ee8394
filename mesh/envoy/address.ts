import type { ManifestDocument } from "../manifest.ts";

/** A place in the network. */
export interface Address {
  /** Name or IP address. */
  host: string;
  port: number;
}

/** The place in Envoy's words. */
export function socketAddress({ host, port }: Address): ManifestDocument {
  return { socket_address: { address: host, port_value: port } };
}
