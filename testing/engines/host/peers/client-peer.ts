import { AnnouncedLength } from "../../../../host/http/announced-length.ts";
import type { ClientListener, Protocol } from "../../../engine.ts";
import type { Fields } from "../../../http/headers.ts";
import { type BodyListener, http1Body, http2Body } from "./body-listener.ts";
import { heardInResponse } from "./http1-peer.ts";
import { heardOverHttp2 } from "./http2-peer.ts";

/** Hears a response as the clients of a real Envoy do. `reset` has the client give the stream up. */
export function clientPeer(
  listener: ClientListener,
  protocol: Protocol,
  isHead: boolean,
  reset: () => void,
): ClientListener {
  const isHttp2 = protocol === "HTTP/2";
  let body: BodyListener = listener;
  let isOver = false;

  function breakOff(): void {
    isOver = true;
    reset();
    listener.onReset();
  }

  return {
    ...listener,
    onHeaders(fields, end) {
      const heard = isHttp2 ? heardOverHttp2(fields, "response") : heardInResponse(fields);
      const length = lengthOf(fields, isHead);
      if (!heard || (end && !length.allows(0, true))) {
        breakOff();
        return;
      }
      body = isHttp2
        ? http2Body(listener, length, breakOff)
        : http1Body(listener, length, { excess() {}, lack: breakOff });
      listener.onHeaders(heard, end);
    },
    onData(bytes, end) {
      if (!isOver) body.onData(bytes, end);
    },
    onTrailers(fields) {
      if (!isOver) body.onTrailers(fields);
    },
    onReset() {
      if (!isOver) body.onReset();
    },
  };
}

function lengthOf(fields: Fields, isHead: boolean): AnnouncedLength {
  const get = (wanted: string) => fields.find(([name]) => name === wanted)?.[1];
  const isBodiless = isHead || /^(101|204|304)$/.test(get(":status") ?? "");
  return new AnnouncedLength({ get: isBodiless ? () => "0" : get });
}
