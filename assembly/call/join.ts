import { Status } from "../abi/enums/status";
import { BaseContext } from "../context/base-context";
import { Call } from "./call";
import { CallHandler } from "./call-handler";
import { CallResponse } from "./call-response";
import { KeptResponse } from "./kept-response";

/**
 * Calls at the same time, and one handler for all their answers, in the order in which the calls were added. A call that
 * cannot be sent counts as failed. Look at `ok` of each answer: Envoy itself answers 503 or 504 for an upstream that is down or
 * too slow, and such an answer has not `failed`.
 *
 * @example
 * new Join<Stream>(this, (stream, answers) => {
 *   if (answers[0].ok && answers[1].ok) stream.continueRequest();
 *   else stream.sendLocalReply(answers[0].status == 403 ? 403 : 503);
 * })
 *   .add(HttpCall.get("auth", "/check"))
 *   .add(HttpCall.get("quota", "/left"))
 *   .start();
 * return HeadersAction.Pause;
 */
export class Join<T extends BaseContext> {
  private context: T;
  private handler: (context: T, answers: KeptResponse[]) => void;
  private calls: Call[] = [];
  private answers: KeptResponse[] = [];
  private missing: i32 = 0;

  /** Calls in the name of a context: a stream or the plugin. They end with the stream. */
  constructor(context: T, handler: (context: T, answers: KeptResponse[]) => void) {
    this.context = context;
    this.handler = handler;
  }

  /** Adds a call. */
  add(call: Call): Join<T> {
    this.calls.push(call);
    return this;
  }

  /**
   * Sends all calls. Where not one of them can be sent, or there is none, the handler is called at once: what it does to the
   * stream counts also in the stream's own callback.
   */
  start(): void {
    const count = this.calls.length;
    this.missing = count;
    for (let i = 0; i < count; ++i)
      this.answers.push(new KeptResponse(true, false, 0, "", null, new StaticArray<u8>(0)));
    for (let i = 0; i < count; ++i) {
      const call = this.calls[i];
      if (call.sendTo(new JoinPart<T>(this.context, this, i)) == Status.Ok) continue;
      this.answers[i] = new KeptResponse(true, false, 0, call.error, null, new StaticArray<u8>(0));
      --this.missing;
    }
    if (!this.missing) this.handler(this.context, this.answers);
  }

  /** Of the SDK's own use: one answer is there. */
  __answered(index: i32, answer: KeptResponse): void {
    this.answers[index] = answer;
    if (!--this.missing) this.handler(this.context, this.answers);
  }
}

/** Hears of the answer to one of the calls. */
@final
class JoinPart<T extends BaseContext> extends CallHandler {
  private join: Join<T>;
  private index: i32;

  constructor(context: T, join: Join<T>, index: i32) {
    super(context);
    this.join = join;
    this.index = index;
  }

  answered(response: CallResponse): void {
    this.join.__answered(this.index, response.keep());
  }
}
