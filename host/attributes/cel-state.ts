import { type ByteString, toBytes, toText } from "../bytes.ts";
import { type FilterStateObject, LifeSpan } from "../filter-state.ts";
import { anyType } from "../protobuf/known-messages.ts";
import { type DeclaredProperty, PropertyType } from "./declared-property.ts";
import { messageValue } from "./message-value.ts";
import { Bytes, type Value } from "./value.ts";

/** What a property is that nothing declares. */
export const undeclared: DeclaredProperty = {
  readonly: false,
  type: PropertyType.Bytes,
  schema: "",
  lifeSpan: LifeSpan.FilterChain,
};

/** Filter state that a module has set with `proxy_set_property`. */
export class CelState implements FilterStateObject {
  private readonly declared: DeclaredProperty;
  private value: ByteString | undefined;

  constructor(declared: DeclaredProperty) {
    this.declared = declared;
  }

  /** Answers whether it may be set. */
  setValue(value: ByteString): boolean {
    if (this.declared.readonly && this.value !== undefined) return false;
    this.value = value;
    return true;
  }

  serializeAsString(): ByteString {
    return this.value ?? "";
  }

  /** The value in its type; whole, or so that parts of it can be read. */
  read(whole: boolean): Value | undefined {
    const { value = "", declared } = this;
    if (declared.type === PropertyType.String) return value;
    if (whole || declared.type === PropertyType.Bytes) return new Bytes(value);
    return messageValue(anyType, { type_url: toText(declared.schema), value: toBytes(value) });
  }
}
