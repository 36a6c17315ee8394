/** The most bytes of a body that a frame of HTTP/2 has, unless the receiver allows more: RFC 9113, section 4.2. */
const mostBytes = 16_384;

/** Sends a part of a body in frames, as Node's clients and servers do; a filter gets each by itself. */
export function inFrames(bytes: Uint8Array, end: boolean, send: (frame: Uint8Array, end: boolean) => void): void {
  let at = 0;
  for (; bytes.length - at > mostBytes; at += mostBytes) send(bytes.subarray(at, at + mostBytes), false);
  send(bytes.subarray(at), end);
}
