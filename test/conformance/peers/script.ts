import type { Fields } from "../../support/http2/fields.ts";
import type { Message } from "../observe/observation.ts";
import type { AnswerSpec } from "../scenario/schema.ts";
import { deferred } from "./client.ts";
import { Received } from "./received.ts";
import { playAnswer, type Sender, type Wait } from "./sender.ts";

/** What an upstream does with one request. */
export interface RequestEvents {
  headers(fields: Fields): void;
  data(bytes: Uint8Array): void;
  metadata(fields: Fields): void;
  trailers(fields: Fields): void;
  end(): void;
  broken(how: string): void;
}

/** What an upstream has received of a scenario, and what it answers. */
export class Script {
  readonly #answerOf: (index: number) => AnswerSpec;
  readonly #wait: Wait;
  readonly #exchanges: { received: Received; over: Promise<void> }[] = [];

  constructor(answerOf: (index: number) => AnswerSpec, wait: Wait) {
    this.#answerOf = answerOf;
    this.#wait = wait;
  }

  /** A request begins; `sender` sends the answer. */
  accept(sender: Sender): RequestEvents {
    const spec = this.#answerOf(this.#exchanges.length);
    const received = new Received();
    const over = deferred();
    this.#exchanges.push({ received, over: over.promise });
    let isBroken = false;
    let isRead = false;
    let isAnswered = false;
    let isAnswering = false;

    const answer = async (): Promise<void> => {
      if (isAnswering || isBroken || spec.when === "never") return;
      isAnswering = true;
      // What is waited for may not come once the request is broken
      await playAnswer(sender, spec, (...what) => Promise.race([this.#wait(...what), over.promise]));
      isAnswered = true;
      if (isRead) over.resolve();
    };
    return {
      headers(fields) {
        received.headers(fields);
        if (spec.when === "headers") void answer();
      },
      data: (bytes) => received.data(bytes),
      metadata: (fields) => received.metadata(fields),
      trailers: (fields) => received.trailers(fields),
      end() {
        isRead = true;
        void answer();
        if (isAnswered) over.resolve();
      },
      broken(how) {
        isBroken = true;
        // An answered request may be reset, as nobody waits for its end
        if (!(isRead && isAnswered)) received.broken(how);
        over.resolve();
      },
    };
  }

  messages(): Message[] {
    return this.#exchanges.map(({ received }) => received.message());
  }

  /** Resolves when no request is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#exchanges.map(({ over }) => over));
  }
}
