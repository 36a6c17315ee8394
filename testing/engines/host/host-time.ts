import { MeshWasmError } from "../../../core/index.ts";
import type { Host } from "../../../host/index.ts";
import { Changes } from "../../wait/changes.ts";

/** How many milliseconds may go by on the host's clock while a test waits. */
const patience = 3_600_000;
/** What timers of JavaScript can do. */
const longestWait = 2 ** 31 - 1;

/**
 * When things happen in a host. What is to be done now is done before the test goes on; time goes by only while the test waits,
 * and only as far as it must: timer by timer, after all that the test itself has to do.
 */
export class HostTime {
  readonly #host: Host;
  readonly #manual: boolean;
  readonly #changes = new Changes();
  /** Work of the test that is under way: an upstream's answer, the next part of a body. It may itself wait for time to go by. */
  readonly #outside = new Set<Promise<unknown>>();
  #wake = (): void => {};
  #turning = false;
  #isSoon = false;

  constructor(host: Host, manual: boolean) {
    this.#host = host;
    this.#manual = manual;
  }

  /** Does what is to be done without time going by. */
  run(): void {
    this.#host.run();
    this.#changes.notify();
    this.#wake();
  }

  /** Has what was just sent go on its way, after the code that has sent it. */
  soon(): void {
    if (this.#isSoon) return;
    this.#isSoon = true;
    queueMicrotask(() => {
      this.#isSoon = false;
      this.run();
    });
  }

  /** Does something to the host, and what follows from it. What comes from within the host waits its turn. */
  act(action: () => void): void {
    action();
    this.run();
  }

  after(milliseconds: number, action: () => void): void {
    this.#host.loop.after(milliseconds, action);
  }

  /** Meanwhile time goes by no faster than outside, as it does for the clients and upstreams of a real proxy. */
  keepPaceDuring(work: Promise<unknown>): void {
    const settled: Promise<void> = work
      .catch(() => {})
      .then(() => {
        this.#outside.delete(settled);
        this.run();
      });
    this.#outside.add(settled);
  }

  advance(milliseconds: number): void {
    this.#host.advance(milliseconds);
    this.#changes.notify();
    this.#wake();
  }

  /** @throws MeshWasmError MW0412 when nothing is left to happen. */
  until(happened: () => boolean, what: string): Promise<void> {
    this.run();
    const waiting = this.#changes.until(happened, what);
    if (this.#changes.waiting > 0) void this.#turn();
    return waiting;
  }

  async #turn(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    const limit = this.#host.loop.now + patience;
    while (this.#changes.waiting > 0) {
      // All that the test has to do comes first
      await new Promise((resolve) => setImmediate(resolve));
      this.run();
      if (this.#changes.waiting === 0) break;
      if (this.#manual && this.#outside.size === 0) break;
      if (this.#outside.size > 0 && !(await this.#nextTimerIsDue())) continue;
      if (this.#manual) continue;
      if (this.#host.loop.step(limit)) this.#changes.notify();
      else this.#giveUp();
    }
    this.#turning = false;
  }

  #giveUp(): void {
    const isLate = this.#host.loop.nextTimer !== undefined;
    const why = isLate ? "did not happen within an hour of the host's clock" : "cannot happen any more";
    this.#changes.giveUp((what) => new MeshWasmError("MW0412", `${what} ${why}`));
  }

  /** Waits until the next timer is due outside, too; false where something happens before. Time that a test moves is never due. */
  #nextTimerIsDue(): Promise<boolean> {
    const { now, nextTimer = Number.POSITIVE_INFINITY } = this.#host.loop;
    return new Promise((resolve) => {
      const wait = this.#manual ? longestWait : Math.min(nextTimer - now, longestWait);
      const timer = setTimeout(() => resolve(true), wait);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }
}
