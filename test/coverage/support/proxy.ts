import {
  type Bootstrap,
  type ClusterOptions,
  type Filter,
  type HttpProxyOptions,
  httpBootstrap,
  type Listener,
} from "../../../envoy/index.ts";

// Parts of Envoy's configuration beyond what `httpBootstrap` has options for.

/** An extension with its configuration, named for its type. */
export function extension(type: string, config: object): Filter & { typed_config: { "@type": string } } {
  return { name: type, typed_config: { "@type": `type.googleapis.com/${type}`, ...config } };
}

/** The configuration of an HTTP proxy with fields added to its connection manager. */
export function proxyWith(options: HttpProxyOptions, managerFields: object): Bootstrap {
  const bootstrap = httpBootstrap(options);
  for (const listener of bootstrap.static_resources?.listeners ?? []) {
    for (const chain of listener.filter_chains ?? []) {
      for (const filter of chain.filters ?? []) Object.assign(filter.typed_config ?? {}, managerFields);
    }
  }
  return bootstrap;
}

/** A listener with network filters. */
export function listenerOf(name: string, filters: Filter[]): Listener {
  const address = { socket_address: { address: "127.0.0.1", port_value: 0 } };
  return { name, address, filter_chains: [{ filters }] };
}

/** The configuration of a proxy with listeners of one's own. */
export function proxyOf(listeners: Listener[], clusters: ClusterOptions[]): Bootstrap {
  const bootstrap = httpBootstrap({ plugins: [], clusters });
  return { ...bootstrap, static_resources: { ...bootstrap.static_resources, listeners } };
}
