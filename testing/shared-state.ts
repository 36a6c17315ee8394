import { check } from "./checks/check.ts";
import { text } from "./checks/schemas.ts";
import type { SharedAccess } from "./engine.ts";
import { bytesOf, type Chunk } from "./http/body.ts";

const decoder = new TextDecoder();

/** Data and queues that the plugins of a VM id share, as the test sees them. */
export class SharedState {
  readonly #access: SharedAccess;
  readonly #vmId: string;

  constructor(access: SharedAccess, vmId: string) {
    this.#access = access;
    this.#vmId = vmId;
  }

  /** Those of another VM id than the first plugin's. */
  of(vmId: string): SharedState {
    check(text, vmId, "a VM id");
    return new SharedState(this.#access, vmId);
  }

  /** A shared value; `null` where there is none. */
  bytes(key: string): Uint8Array | null {
    check(text, key, "the key of a shared value");
    return this.#access.get(this.#vmId, key) ?? null;
  }

  /** A shared value as text; `null` where there is none. */
  get(key: string): string | null {
    const value = this.bytes(key);
    return value && decoder.decode(value);
  }

  set(key: string, value: Chunk): void {
    check(text, key, "the key of a shared value");
    this.#access.set(this.#vmId, key, bytesOf(value, "a shared value"));
  }

  /** What waits in a queue; empty where no plugin has registered it. */
  queue(name: string): Uint8Array[] {
    check(text, name, "the name of a queue");
    return this.#access.queue(this.#vmId, name);
  }

  /** Puts a value into a queue. Answers whether a plugin has registered it. */
  enqueue(name: string, value: Chunk): boolean {
    check(text, name, "the name of a queue");
    return this.#access.enqueue(this.#vmId, name, bytesOf(value, "a value of a queue"));
  }
}
