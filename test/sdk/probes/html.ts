import { Bytes, HtmlRewriter, HtmlTag } from "mesh-wasm/assembly";
import { input, putBytes } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

/** Marks every tag with its name, and changes links. */
class Marker extends HtmlRewriter {
  onStartTag(tag: HtmlTag): void {
    const href = tag.get("href");
    if (href !== null) {
      tag.set("HREF", href + '/"é"');
      tag.set("rel", "x");
    }
    tag.before("[");
    tag.after(`]${tag.name}`);
  }
}

/** The page in parts of a size, rewritten. */
export function rewrite(size: i32): void {
  const marker = new Marker();
  const parts: Bytes[] = [];
  for (let at = 0; at < input.length; at += size) {
    const end = min(at + size, input.length);
    parts.push(marker.write(input.slice<Bytes>(at, end), end == input.length));
  }
  putBytes(joined(parts));
}

/** What goes on of a page that is not at its end. */
export function begin(): void {
  putBytes(new Marker().write(input, false));
}

function joined(parts: Bytes[]): Bytes {
  let size = 0;
  for (let i = 0; i < parts.length; ++i) size += parts[i].length;
  const bytes = new StaticArray<u8>(size);
  let at = 0;
  for (let i = 0; i < parts.length; ++i) {
    memory.copy(changetype<usize>(bytes) + at, changetype<usize>(parts[i]), parts[i].length);
    at += parts[i].length;
  }
  return bytes;
}
