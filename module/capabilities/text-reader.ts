import type { WasmModule } from "../read/index.ts";
import type { MemoryImage } from "./memory-image.ts";
import type { Value } from "./value.ts";

/** No name is longer. */
const longest = 4096;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads the texts that a module hands to the host. */
export class TextReader {
  private readonly image: MemoryImage;

  constructor(_module: WasmModule, image: MemoryImage) {
    this.image = image;
  }

  /** The text at an address; null where that is not known. */
  read(address: Value, size: Value): string | null {
    if (size.kind !== "constant") return null;
    if (size.number === 0) return "";
    if (address.kind !== "constant" || size.number < 0 || size.number > longest) return null;
    return textOf(this.image.read(address.number, size.number));
  }
}

/** Bytes as text; null where they are none. The segments of a property's path have zeros between them, here dots. */
function textOf(bytes: Uint8Array | null): string | null {
  if (!bytes) return null;
  try {
    const text = utf8.decode(bytes).replaceAll("\0", ".");
    return /\p{Cc}/u.test(text) ? null : text;
  } catch {
    return null;
  }
}
