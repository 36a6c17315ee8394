/**
 * A place in memory for a value. Nothing of this SDK needs one.
 *
 * @example
 * const number = new Reference<u32>();
 * store<u32>(number.ptr(), 5);
 */
export class Reference<T> {
  /** The value. */
  // @ts-ignore: the compiler sets all fields to zero
  data: T;

  /** The address of the value, for as long as the object is held. */
  ptr(): usize {
    return changetype<usize>(this) + offsetof<Reference<T>>("data");
  }
}
