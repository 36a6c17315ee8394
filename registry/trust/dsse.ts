/** What the payload is: an in-toto statement. */
export const statementType = "application/vnd.in-toto+json";

/**
 * The bytes that a signature of DSSE is over ("pre-authentication encoding"): the type of the payload and the payload, each
 * with its length before it, so that none can pass for a part of the other.
 */
export function signedBytes(payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(statementType)} ${statementType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}
