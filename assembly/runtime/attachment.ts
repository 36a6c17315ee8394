import { BaseContext } from "../context/base-context";

/** What belongs to a context and ends with it: a call that waits for its answer, a timer. Of the SDK's own use. */
export abstract class Attachment {
  readonly context: BaseContext;
  /** The next older one of the same context. */
  next: Attachment | null;

  constructor(context: BaseContext) {
    this.context = context;
    this.next = context.__attached;
    context.__attached = this;
  }

  /** The host has forgotten the context. */
  abstract release(): void;

  /** Takes it from its context, because it is over. */
  detach(): void {
    const context = this.context;
    let at = context.__attached;
    if (at == this) {
      context.__attached = this.next;
      return;
    }
    while (at) {
      const next = at.next;
      if (next == this) {
        at.next = this.next;
        return;
      }
      at = next;
    }
  }
}
