import { MapValue, type Value } from "./value.ts";

/** What gives an attribute of something; `undefined` where there is none. */
export type Attribute<Of> = (of: Of) => Value | undefined;

/** Attributes by name. */
export type Attributes<Of> = ReadonlyMap<string, Attribute<Of>>;

/** A table of attributes. */
export function attributesOf<Of>(table: Record<string, Attribute<Of>>): Attributes<Of> {
  return new Map(Object.entries(table));
}

/** The attributes of something, which are found when they are asked for and cannot be listed. */
export class AttributeMap<Of> extends MapValue {
  private readonly attributes: Attributes<Of>;
  private readonly of: Of;

  constructor(attributes: Attributes<Of>, of: Of) {
    super();
    this.attributes = attributes;
    this.of = of;
  }

  override get(key: Value): Value | undefined {
    return typeof key === "string" ? this.attributes.get(key)?.(this.of) : undefined;
  }
}
