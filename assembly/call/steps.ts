import { Status } from "../abi/enums/status";
import { BaseContext } from "../context/base-context";
import { Call } from "./call";
import { CallHandler } from "./call-handler";
import { CallResponse } from "./call-response";

/**
 * Calls one after the other, without a handler in a handler. Each step gets the answer to the call of the step before it
 * (the first one gets none) and gives the next call; `null` ends the sequence. A call that fails or cannot be sent ends it,
 * too, with {@link orElse}.
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
 *   .orElse((stream, reason) => { stream.sendLocalReply(503, reason); })
 *   .start();
 * return HeadersAction.Pause;
 */
export class Steps<T extends BaseContext> {
  private runner: StepRunner<T>;

  /** A sequence in the name of a context: a stream or the plugin. It ends with the stream. */
  constructor(context: T) {
    this.runner = new StepRunner<T>(context);
  }

  /** Adds a step. */
  then(step: (context: T, answer: CallResponse | null) => Call | null): Steps<T> {
    this.runner.steps.push(step);
    return this;
  }

  /** What to do when a call fails or cannot be sent; `reason` says why. */
  orElse(handler: (context: T, reason: string) => void): Steps<T> {
    this.runner.orElse = handler;
    return this;
  }

  /** Takes the first step. What it or {@link orElse} does to the stream counts also in the stream's own callback. */
  start(): void {
    this.runner.next(null);
  }
}

/** Goes through the steps. */
@final
class StepRunner<T extends BaseContext> extends CallHandler {
  steps: Array<(context: T, answer: CallResponse | null) => Call | null> = [];
  orElse: ((context: T, reason: string) => void) | null = null;
  private done: i32 = 0;

  constructor(context: T) {
    super(context);
  }

  answered(response: CallResponse): void {
    if (response.failed) this.fail(response.message);
    else this.next(response);
  }

  next(answer: CallResponse | null): void {
    if (this.done >= this.steps.length) return;
    const step = this.steps[this.done++];
    const call = step(changetype<T>(this.context), answer);
    if (!call) return;
    if (call.sendTo(this) != Status.Ok) this.fail(call.error);
  }

  private fail(reason: string): void {
    const orElse = this.orElse;
    if (orElse) orElse(changetype<T>(this.context), reason);
  }
}
