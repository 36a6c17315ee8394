import { bufferSize, readBuffer, readBufferBytes, writeBuffer, writeBufferText } from "../abi/buffer-calls";
import { Bytes } from "../abi/bytes";
import { BufferType } from "../abi/enums/buffer-type";
import { Status } from "../abi/enums/status";
import { resultText } from "../abi/result";

/** Any number of bytes: all of them. */
const all: u32 = 0xffffffff;

/**
 * The part of a body, or of the bytes of a TCP connection, that the host holds in this callback: one chunk, or after
 * `DataAction.Pause` all since then.
 *
 * Envoy does not adapt `content-length`: a filter that changes the length of a body removes that header in the headers
 * callback.
 *
 * @example
 * onResponseBody(size: u32, endOfStream: bool): DataAction {
 *   if (!endOfStream) return DataAction.Pause;
 *   this.response.body.appendText("<!-- served by the mesh -->");
 *   return DataAction.Continue;
 * }
 */
@final
@unmanaged
export class Body {
  // An object of this class is no memory but a number: the type of the buffer and one, so that it is never null.

  private get type(): BufferType {
    return <BufferType>(changetype<usize>(this) - 1);
  }

  /** Number of bytes held; 0 in a phase without a body. */
  get size(): u32 {
    return bufferSize(this.type);
  }

  /**
   * A copy of `size` bytes from `start` on (all, when not given). What lies beyond the end is left out; in a phase without
   * a body there is nothing.
   */
  bytes(start: u32 = 0, size: u32 = all): Bytes {
    return readBufferBytes(this.type, start, size);
  }

  /** Like {@link bytes}, as text; what is no UTF-8 reads as U+FFFD. */
  text(start: u32 = 0, size: u32 = all): string {
    readBuffer(this.type, start, size);
    return resultText();
  }

  /**
   * Replaces all bytes held.
   *
   * @returns `Ok`, or `BadArgument` in a phase without a body
   */
  replace(bytes: Bytes): Status {
    return writeBuffer(this.type, 0, all, bytes);
  }

  /** Replaces all bytes held by a text, as UTF-8. Statuses as of {@link replace}. */
  replaceText(text: string): Status {
    return writeBufferText(this.type, 0, all, text);
  }

  /** Puts bytes before those held. Statuses as of {@link replace}. */
  prepend(bytes: Bytes): Status {
    return writeBuffer(this.type, 0, 0, bytes);
  }

  /** Puts a text, as UTF-8, before the bytes held. Statuses as of {@link replace}. */
  prependText(text: string): Status {
    return writeBufferText(this.type, 0, 0, text);
  }

  /** Puts bytes after those held. Statuses as of {@link replace}. */
  append(bytes: Bytes): Status {
    return writeBuffer(this.type, all, 0, bytes);
  }

  /** Puts a text, as UTF-8, after the bytes held. Statuses as of {@link replace}. */
  appendText(text: string): Status {
    return writeBufferText(this.type, all, 0, text);
  }
}

/** The object for a buffer of the host, of a context in a scope. */
export function bodyOf(type: BufferType, scope: u32 = 0): Body {
  return changetype<Body>(<usize>type + scope + 1);
}
