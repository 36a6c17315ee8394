/** A proxy that can be asked. */
export interface MeshProxy {
  /** Pod, or address of the admin interface. */
  name: string;
  /** Labels `app` or `app.kubernetes.io/name` of the pod; null outside Kubernetes. */
  workload: string | null;
  /** Gives what its admin interface answers to a path. */
  ask(path: string): Promise<string>;
}

/** Where proxies are found: the pods of a cluster, or addresses. */
export interface ProxySource {
  proxies(): Promise<MeshProxy[]>;
}
