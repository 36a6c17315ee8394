import type { FilterState, FilterStateObject } from "../filter-state.ts";
import { CelState } from "./cel-state.ts";
import { Bytes, MapValue, type Value } from "./value.ts";

/** Filter state by key. */
export class FilterStateValue extends MapValue {
  private readonly filterState: FilterState;

  constructor(filterState: FilterState) {
    super();
    this.filterState = filterState;
  }

  override get(key: Value): Value | undefined {
    const object = typeof key === "string" ? this.filterState.get(key) : undefined;
    if (object instanceof CelState) return object.read(false);
    if (object?.getField) return new FieldsValue(object);
    const text = object?.serializeAsString();
    return text === undefined ? undefined : new Bytes(text);
  }
}

/** An object that is read part by part. As a whole it is an empty map. */
class FieldsValue extends MapValue {
  private readonly object: FilterStateObject;

  constructor(object: FilterStateObject) {
    super();
    this.object = object;
  }

  override get(key: Value): Value | undefined {
    return typeof key === "string" ? this.object.getField?.(key) : undefined;
  }

  override keys(): Value[] {
    return [];
  }
}
