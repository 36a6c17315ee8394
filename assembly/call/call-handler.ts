import { BaseContext } from "../context/base-context";
import { CallResponse } from "./call-response";

/** Who hears of the answer to a call. Of the SDK's own use. */
export abstract class CallHandler {
  /** The context that the call belongs to. */
  readonly context: BaseContext;

  constructor(context: BaseContext) {
    this.context = context;
  }

  /** The answer is there, and the context's turn it is. */
  abstract answered(response: CallResponse): void;
}

/** A function of the user. */
@final
export class FunctionHandler<T extends BaseContext> extends CallHandler {
  private handler: (context: T, response: CallResponse) => void;

  constructor(context: T, handler: (context: T, response: CallResponse) => void) {
    super(context);
    this.handler = handler;
  }

  answered(response: CallResponse): void {
    this.handler(changetype<T>(this.context), response);
  }
}
