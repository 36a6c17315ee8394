import { StreamType } from "../abi/enums/stream-type";
import { continueStream } from "../abi/resume";

/**
 * What streams and plugins of the old SDK have in common.
 *
 * @example
 * function describe(context: BaseContext): string {
 *   return `context ${context.context_id}`;
 * }
 */
export abstract class BaseContext {
  /** The host's number of the context. */
  context_id: u32;

  /** Made by the classes below. */
  constructor(context_id_: u32) {
    this.context_id = context_id_;
  }

  /** Resumes the paused request of this stream. */
  continueRequest(): void {
    continueStream(this.context_id, StreamType.HttpRequest);
  }

  /** The stream or plugin ends. `false` keeps a plugin until it calls `done()`. */
  onDone(): bool {
    return true;
  }

  /** The host has forgotten the context. */
  onDelete(): void {}
}
