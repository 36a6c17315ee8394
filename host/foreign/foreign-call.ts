import type { DeclaredProperty } from "../attributes/declared-property.ts";
import type { PropertyContext } from "../attributes/property-context.ts";
import type { ByteString } from "../bytes.ts";
import type { Status } from "../status.ts";

/** What a context is to foreign functions. */
export interface ForeignContext extends PropertyContext {
  /**
   * What was declared on this very context: on a root context `pluginProperties.declared`, on a stream a map of its own (which
   * nothing but `declare_property` reads).
   */
  readonly declared: Map<ByteString, DeclaredProperty>;
  /** Has the route of the stream chosen anew; on a root context nothing happens. */
  clearRouteCache(): void;
}

/** On what a foreign function acts. */
export interface ForeignCall {
  /** The context whose callback runs: expressions and declarations are its. */
  readonly current: ForeignContext;
  /** The context that was made effective, else the current one: filter state and routes are its. */
  readonly effective: ForeignContext;
}

/** What a foreign function answers. */
export interface ForeignResult {
  readonly status: Status;
  /** Memory of the module is allocated for it, even where it is empty. */
  readonly result?: Uint8Array;
}
