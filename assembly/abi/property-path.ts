// Property paths on the wire: the segments with a zero byte between them. In the SDK they are written as in CEL and in
// Envoy's documentation: `metadata.filter_metadata["envoy.lb"].canary`; after a zero byte, as on the wire.
import { allocate, shrink } from "./arena";
import { encode, encodedSize } from "./utf8-encode";

/** How many bytes the last {@link encodePath} gave. */
export let pathSize: u32 = 0;

/** The wire form of a path, until the next host call. The number of bytes is in {@link pathSize}. */
export function encodePath(path: string): usize {
  const text = encode(path);
  const textSize = encodedSize;
  if (textSize && !load<u8>(text)) {
    pathSize = textSize - 1;
    return text + 1;
  }
  const data = allocate(textSize);
  let to = data;
  let quote: u32 = 0;
  for (let at = text; at < text + textSize; ++at) {
    const byte = <u32>load<u8>(at);
    if (quote) {
      if (byte != quote) store<u8>(to++, byte);
      else quote = 0;
    } else if (byte == 0x22 || byte == 0x27) {
      quote = byte;
    } else if (byte == 0x2e || byte == 0x5b) {
      store<u8>(to++, 0); // a dot or an opening bracket begins the next segment
    } else if (byte != 0x5d) {
      store<u8>(to++, byte);
    }
  }
  pathSize = <u32>(to - data);
  shrink(data, pathSize);
  return data;
}
