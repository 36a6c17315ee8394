import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { decodeUtf8 } from "../encoding/utf8";

/**
 * What an expression gave. The host does not say of which type it is: the expression does, and the caller asks for that.
 *
 * @example
 * const value = expression.evaluate();
 * if (value.status == Status.Ok) log.info(`${value.asInteger()}`);
 */
export class ExpressionValue {
  constructor(
    /**
     * `Ok`; `InternalFailure` when it cannot be evaluated here, mostly because it names an attribute that is not there;
     * `SerializationFailure` for a value that cannot be handed over, such as `null`; `NotFound` when it was deleted; and
     * what {@link Expression.status} was when it could not be compiled.
     */
    readonly status: Status,
    /** The value as the host gives it, like a property: see `property.getBytes`. Empty unless `Ok`. */
    readonly bytes: Bytes,
  ) {}

  /** The text of a string; `otherwise` when there is no value. */
  asString(otherwise: string = ""): string {
    return this.status == Status.Ok ? decodeUtf8(this.bytes) : otherwise;
  }

  /** A bool; `otherwise` when there is no value or it is no bool. */
  asBool(otherwise: bool = false): bool {
    return this.bytes.length == 1 ? this.bytes[0] != 0 : otherwise;
  }

  /** An int, uint, timestamp or duration, both in nanoseconds; `otherwise` when there is no value or it is no number. */
  asInteger(otherwise: i64 = 0): i64 {
    return this.bytes.length == 8 ? load<i64>(changetype<usize>(this.bytes)) : otherwise;
  }

  /** A double; `otherwise` when there is no value or it is no number. */
  asDouble(otherwise: f64 = 0): f64 {
    return this.bytes.length == 8 ? load<f64>(changetype<usize>(this.bytes)) : otherwise;
  }
}
