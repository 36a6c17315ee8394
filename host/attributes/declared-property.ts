import type { ByteString } from "../bytes.ts";
import type { LifeSpan } from "../filter-state.ts";

/** `WasmType`: what a property is read as. */
export const PropertyType = { Bytes: 0, String: 1, FlatBuffers: 2, Protobuf: 3 } as const;
export type PropertyType = (typeof PropertyType)[keyof typeof PropertyType];

/** What `declare_property` says of a property that a module sets. */
export interface DeclaredProperty {
  /** Set once only. */
  readonly readonly: boolean;
  readonly type: PropertyType;
  /** Of Protobuf the type URL, of FlatBuffers the schema. */
  readonly schema: ByteString;
  readonly lifeSpan: LifeSpan;
}
