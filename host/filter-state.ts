import type { ByteString } from "./bytes.ts";

/** How long filter state lives: for a filter chain, a request (with its internal redirects), or a connection. */
export const LifeSpan = { FilterChain: 0, Request: 1, Connection: 2 } as const;
export type LifeSpan = (typeof LifeSpan)[keyof typeof LifeSpan];

/** A value of filter state. */
export interface FilterStateObject {
  /** What access logs and `filter_state.KEY` read; `undefined` where it has no such form. */
  serializeAsString(): ByteString | undefined;
  /** A part of it by name; only of objects that have parts. */
  getField?(name: ByteString): ByteString | bigint | undefined;
}

interface Entry {
  readonly object: FilterStateObject;
  readonly lifeSpan: LifeSpan;
}

/**
 * Values by key that filters keep for a stream, and beyond it where their life span says so. A key has one life span: with
 * another one nothing is set (Envoy logs a bug of its own, and tells the filter nothing).
 *
 * The filter state of a stream is made with that of its connection, which takes what lives as long as the connection.
 *
 * @example
 * const ofConnection = new FilterState();
 * const ofStream = new FilterState(ofConnection);
 * ofStream.set("wasm.user", user, LifeSpan.Connection);
 * ofConnection.get("wasm.user"); // user
 */
export class FilterState {
  /** Made when the first value comes: most streams have none. */
  private entries: Map<ByteString, Entry> | undefined;
  private readonly connection: FilterState | undefined;

  constructor(connection?: FilterState) {
    this.connection = connection;
  }

  get(key: ByteString): FilterStateObject | undefined {
    return this.entries?.get(key)?.object ?? this.connection?.get(key);
  }

  /** Answers whether it was set: it was not where the key has another life span. */
  set(key: ByteString, object: FilterStateObject, lifeSpan: LifeSpan): boolean {
    const { connection } = this;
    const existing = this.entries?.get(key);
    if (connection && lifeSpan === LifeSpan.Connection) return !existing && connection.set(key, object, lifeSpan);
    if (connection && existing && existing.lifeSpan !== lifeSpan) return false;
    if (connection?.get(key)) return false;
    this.entries ??= new Map();
    this.entries.set(key, { object, lifeSpan });
    return true;
  }

  /** All keys, also those of the connection. */
  keys(): ByteString[] {
    return [...(this.entries?.keys() ?? []), ...(this.connection?.keys() ?? [])];
  }
}
