import { check } from "./checks/check.ts";
import { milliseconds } from "./checks/schemas.ts";
import type { RunningProxy } from "./engine.ts";
import { toldWhole } from "./errors/test-error.ts";

/** The clock that plugins see. */
export class FilterClock {
  readonly #proxy: RunningProxy;

  constructor(proxy: RunningProxy) {
    this.#proxy = proxy;
  }

  /** The time. In a real Envoy that of the machine. */
  get now(): Date {
    return new Date(this.#proxy.now);
  }

  /**
   * Lets milliseconds go by, with all that is due in them.
   *
   * @throws MeshWasmError MW0411 on other engines than the host.
   */
  async advance(time: number): Promise<void> {
    check(milliseconds(), time, "the time of `advance`");
    await toldWhole(this.#proxy.advance(time));
  }
}
