/** Sends requests with a certain header to a subset. */
@config
export class RuleConfig {
  /** Name of the request header. */
  header!: string;
  /** The value that it must have; without one, any value will do. */
  value: string | null = null;
  /** The subset that serves such a request. */
  subset!: string;
}

/** A share of the requests that no rule has decided. */
@config
export class ShareConfig {
  /** The subset that gets the share. */
  subset!: string;
  /** Its part of the sum of all weights. */
  weight!: u32;
}

/** Configuration of the header-routing filter. */
@config
export class HeaderRoutingConfig {
  /** Header that carries the chosen subset; the proxy's routes select on it. What the client sends in it is dropped. */
  header: string = "x-mesh-subset";
  /** Looked at in order; the first that fits decides. */
  rules: RuleConfig[] = [];
  /** Divides the other requests. Without shares they go on without the header. */
  split: ShareConfig[] = [];
}
