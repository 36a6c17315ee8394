import { loadFilter } from "../load-filter.ts";
import type { LogLine } from "../logs/log-book.ts";
import type { TestFilter } from "../test-filter.ts";
import type { Trap } from "../traps/trap.ts";
import { readUnitMessages, type UnitTestList, type UnitTestMessages } from "./unit-messages.ts";
import type { UnitModule } from "./unit-module.ts";
import { failureError, noTrapError, trapUnitError, UnitTestError } from "./unit-test-error.ts";

/** The plugin that a module with unit tests registers, and the header that tells it what to do; see `assembly/test/unit-tests.ts`. */
const plugin = "mesh-wasm unit tests";
const commandHeader = "x-mesh-wasm-unit-test";

/** What a command has led to. */
interface Outcome extends UnitTestMessages {
  trap: Trap | undefined;
}

/** A file of unit tests in a proxy. Every test runs in the callback of a request of its own. */
export class UnitSession {
  readonly #module: UnitModule;
  readonly #filter: TestFilter;
  readonly #log: (line: string) => void;
  /** How often the module was loaded. */
  #loads = 1;

  private constructor(module: UnitModule, filter: TestFilter, log: (line: string) => void) {
    this.#module = module;
    this.#filter = filter;
    this.#log = log;
  }

  /** @param log Told of what tests log. */
  static async start(module: UnitModule, log: (line: string) => void): Promise<UnitSession> {
    const filter = await loadFilter(module.module, { name: plugin, rootId: plugin, allowTraps: true });
    return new UnitSession(module, filter, log);
  }

  async list(): Promise<UnitTestList> {
    const { list, trap, failure } = await this.#do("list");
    if (list) return list;
    throw trap ? this.#errorOf(trap, failure) : new UnitTestError("the file tells nothing of its tests");
  }

  /** Runs a test that is to come to its end. */
  async run(index: number): Promise<void> {
    const outcome = await this.#do(`run ${index}`);
    if (outcome.trap) throw this.#errorOf(outcome.trap, outcome.failure);
    if (!outcome.hasPassed) throw new UnitTestError("the test did not come to its end");
  }

  /** Runs a test that is to trap. */
  async runThrowing(index: number, name: string): Promise<void> {
    const outcome = await this.#do(`run ${index}`);
    if (!outcome.trap) throw noTrapError(name, this.#module);
    // What trapped was beforeAll or beforeEach
    if (!outcome.isRunning || outcome.hasPassed) throw this.#errorOf(outcome.trap, outcome.failure);
  }

  /** Runs `afterAll` of a group. */
  async end(group: number): Promise<void> {
    const { trap, failure } = await this.#do(`end ${group}`);
    if (trap) throw this.#errorOf(trap, failure);
  }

  stop(): Promise<void> {
    return this.#filter[Symbol.asyncDispose]();
  }

  async #do(command: string): Promise<Outcome> {
    const { logs, traps } = await this.#filter.request({ headers: { [commandHeader]: command } });
    const [trap] = traps;
    const messages = readUnitMessages(logs);
    for (const line of messages.logs) if (!saysWhy(line, trap)) this.#log(`${line.level}: ${line.message}`);
    if (trap) await this.#loadAgain();
    return { ...messages, trap };
  }

  /** After a trap nothing runs in a VM any more; another VM configuration gives another VM. */
  async #loadAgain(): Promise<void> {
    this.#loads += 1;
    await this.#filter.replace(this.#module.module, { rootId: plugin, vmConfiguration: `load ${this.#loads}` });
  }

  #errorOf(trap: Trap, failure: UnitTestMessages["failure"]): UnitTestError {
    return failure ? failureError(failure, trap, this.#module) : trapUnitError(trap, this.#module);
  }
}

/** Whether a line is what the module has logged before it trapped: the error says it already. */
function saysWhy({ level, message }: LogLine, trap: Trap | undefined): boolean {
  return level === "critical" && trap?.abort != null && message.endsWith(trap.abort.text);
}
