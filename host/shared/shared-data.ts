import type { ByteString } from "../bytes.ts";
import { Status } from "../status.ts";

/** A shared value and its compare-and-swap number. */
export interface SharedValue {
  value: ByteString;
  cas: number;
}

/** Shared data of all VMs by VM id: one for the whole proxy, it outlives VMs. */
export class SharedData {
  private readonly vms = new Map<ByteString, Map<ByteString, SharedValue>>();
  private lastCas = 0;

  get(vmId: ByteString, key: ByteString): SharedValue | undefined {
    return this.vms.get(vmId)?.get(key);
  }

  /** Stores a value; with a compare-and-swap number other than 0 only where the stored one has the same. */
  set(vmId: ByteString, key: ByteString, value: ByteString, cas: number): Status {
    const values = this.vms.get(vmId) ?? new Map<ByteString, SharedValue>();
    this.vms.set(vmId, values);
    const stored = values.get(key);
    if (stored && cas !== 0 && cas !== stored.cas) return Status.CAS_MISMATCH;
    values.set(key, { value, cas: this.nextCas() });
    return Status.OK;
  }

  /** All values of a VM id, by key. */
  entries(vmId: ByteString): [key: ByteString, value: SharedValue][] {
    return [...(this.vms.get(vmId) ?? [])];
  }

  private nextCas(): number {
    this.lastCas = (this.lastCas + 1) >>> 0 || 1; // 0 would say "whatever is there"
    return this.lastCas;
  }
}
