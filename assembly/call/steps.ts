import { Status } from "../abi/enums/status";
import { BaseContext } from "../context/base-context";
import { Call } from "./call";
import { CallHandler } from "./call-handler";
import { CallResponse } from "./call-response";

/**
 * Calls one after the other, without a handler in a handler. Each step gets the answer to the call of the step before it
 * (the first one gets none) and gives the next call; `null` ends the sequence.
 *
 * A step of {@link then} is taken only after an answer that is `ok`: a call that cannot be sent, that fails, or that is answered
 * with another status than 200 to 299 (Envoy itself answers 503 for an upstream that is down, 504 for one that is too slow) ends
 * the sequence with {@link orElse}. A step of {@link thenAny} looks at the status itself.
 *
 * @example
 * new Steps<Stream>(this)
 *   .then((stream, answer) => HttpCall.get("auth", "/token"))
 *   .then((stream, answer) => {
 *     stream.token = answer!.text;
 *     return HttpCall.get("quota", `/left?token=${stream.token}`);
 *   })
 *   .then((stream, answer) => {
 *     stream.continueRequest();
 *     return null;
 *   })
 *   .orElse((stream, reason) => {
 *     log.warn(`refused: ${reason}`);
 *     stream.sendLocalReply(503);
 *   })
 *   .start();
 * return HeadersAction.Pause;
 */
export class Steps<T extends BaseContext> {
  private runner: StepRunner<T>;

  /** A sequence in the name of a context: a stream or the plugin. It ends with the stream. */
  constructor(context: T) {
    this.runner = new StepRunner<T>(context);
  }

  /** Adds a step that is taken after an answer that is `ok`; after any other the sequence ends with {@link orElse}. */
  then(step: (context: T, answer: CallResponse | null) => Call | null): Steps<T> {
    return this.add(step, false);
  }

  /**
   * Adds a step that is taken after an answer of any status: 404 may be what one looks for. Only a call that fails or cannot be
   * sent ends the sequence before it.
   *
   * @example
   * new Steps<Stream>(this)
   *   .then((stream, answer) => HttpCall.get("users", "/by-name/alice"))
   *   .thenAny((stream, answer) => {
   *     if (answer!.ok) stream.continueRequest();
   *     else stream.sendLocalReply(answer!.status == 404 ? 403 : 503);
   *     return null;
   *   })
   *   .orElse((stream, reason) => { stream.sendLocalReply(503); })
   *   .start();
   * return HeadersAction.Pause;
   */
  thenAny(step: (context: T, answer: CallResponse | null) => Call | null): Steps<T> {
    return this.add(step, true);
  }

  /**
   * What to do when a call cannot be sent, fails, or is answered so that the next step is not taken; `reason` says why, for the
   * log. Without it nothing happens then: a stream that is paused stays so until it times out.
   */
  orElse(handler: (context: T, reason: string) => void): Steps<T> {
    this.runner.orElse = handler;
    return this;
  }

  /** Takes the first step. What it or {@link orElse} does to the stream counts also in the stream's own callback. */
  start(): void {
    this.runner.next(null);
  }

  private add(step: (context: T, answer: CallResponse | null) => Call | null, takesAny: bool): Steps<T> {
    this.runner.steps.push(step);
    this.runner.takesAny.push(takesAny);
    return this;
  }
}

/** Goes through the steps. */
@final
class StepRunner<T extends BaseContext> extends CallHandler {
  steps: Array<(context: T, answer: CallResponse | null) => Call | null> = [];
  /** Of each step, whether it is taken after an answer that is not `ok`. */
  takesAny: bool[] = [];
  orElse: ((context: T, reason: string) => void) | null = null;
  private done: i32 = 0;

  constructor(context: T) {
    super(context);
  }

  answered(response: CallResponse): void {
    if (response.failed) this.fail(response.message);
    else if (response.ok || this.nextTakesAny()) this.next(response);
    else this.fail(`answered with status ${response.status}`);
  }

  next(answer: CallResponse | null): void {
    if (this.done >= this.steps.length) return;
    const step = this.steps[this.done++];
    const call = step(changetype<T>(this.context), answer);
    if (!call) return;
    if (call.sendTo(this) != Status.Ok) this.fail(call.error);
  }

  private nextTakesAny(): bool {
    return this.done < this.steps.length && this.takesAny[this.done];
  }

  private fail(reason: string): void {
    const orElse = this.orElse;
    if (orElse) orElse(changetype<T>(this.context), reason);
  }
}
