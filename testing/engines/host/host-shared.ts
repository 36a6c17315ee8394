import { fromBytes, fromText, toBytes } from "../../../host/bytes.ts";
import type { Host } from "../../../host/index.ts";
import type { SharedAccess } from "../../engine.ts";
import type { HostTime } from "./host-time.ts";

/** The shared data and queues of a host. */
export function sharedAccess({ sharedData, sharedQueues }: Host, time: HostTime): SharedAccess {
  const tokenOf = (vmId: string, name: string) => sharedQueues.resolve(fromText(vmId), fromText(name));
  return {
    get(vmId, key) {
      const found = sharedData.get(fromText(vmId), fromText(key));
      return found && toBytes(found.value);
    },
    set(vmId, key, value) {
      sharedData.set(fromText(vmId), fromText(key), fromBytes(value), 0);
    },
    queue: (vmId, name) => sharedQueues.values(tokenOf(vmId, name)).map(toBytes),
    enqueue(vmId, name, value) {
      const token = tokenOf(vmId, name);
      if (token === 0) return false;
      time.act(() => sharedQueues.enqueue(token, fromBytes(value)));
      return true;
    },
  };
}
