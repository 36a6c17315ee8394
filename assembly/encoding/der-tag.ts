/**
 * What the first byte of an element of DER says that it is (X.690). Other tags than these are numbers: `0xa0` for `[0]`, say.
 *
 * @example
 * const sequence = new DerReader(der).enter(DerTag.Sequence);
 */
export enum DerTag {
  Integer = 0x02,
  BitString = 0x03,
  OctetString = 0x04,
  Null = 0x05,
  ObjectIdentifier = 0x06,
  Sequence = 0x30,
  Set = 0x31,
}
