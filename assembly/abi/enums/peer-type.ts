/**
 * Who closed a connection.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_peer_type_t`.
 *
 * @example
 * onDownstreamConnectionClose(closedBy: PeerType): void {
 *   if (closedBy == PeerType.Remote) log.info("the client hung up");
 * }
 */
export enum PeerType {
  Unknown = 0,
  /** The proxy. */
  Local = 1,
  /** The other side. */
  Remote = 2,
}
