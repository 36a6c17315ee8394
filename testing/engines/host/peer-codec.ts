import { AnnouncedLength } from "../../../host/http/announced-length.ts";
import type { ClientListener, Protocol } from "../../engine.ts";
import type { Fields } from "../../http/headers.ts";
import type { UpstreamListener } from "../../upstream/upstream-stream.ts";

// What the clients and servers around a real Envoy make of a body that is not as long as its headers say, such as one that a filter
// has changed and left the length as it was: over HTTP/2 they break the stream off, over HTTP/1.1 it ends where it was to end.

/** Hears a response as a client does. `reset` is the client's own. */
export function checkedClient(
  listener: ClientListener,
  protocol: Protocol,
  isHead: boolean,
  reset: () => void,
): ClientListener {
  let announced = new AnnouncedLength();
  let isOver = false;

  function breakOff(): void {
    isOver = true;
    reset();
    listener.onReset();
  }

  return {
    ...listener,
    onHeaders(fields, end) {
      if (!isHead && statusOf(fields) !== "304")
        announced = new AnnouncedLength({ get: (name) => fieldIn(fields, name) });
      if (end && !announced.allows(0, true)) {
        breakOff();
        return;
      }
      listener.onHeaders(fields, end);
    },
    onData(bytes, end) {
      if (isOver) return;
      if (protocol === "HTTP/2") {
        hearPart(announced, listener, bytes, end, breakOff);
        return;
      }
      const part = announced.cut(bytes);
      if (end && !announced.endsHere(true)) breakOff();
      else listener.onData(part, end);
    },
    onTrailers(fields) {
      if (isOver) return;
      if (announced.allows(0, true)) listener.onTrailers(fields);
      else breakOff();
    },
    onReset() {
      if (!isOver) listener.onReset();
    },
  };
}

/** Hears a request over HTTP/2 as an upstream does. `reset` is the upstream's own. */
export function checkedUpstream(listener: UpstreamListener, headers: Fields, reset: () => void): UpstreamListener {
  const announced = new AnnouncedLength({ get: (name) => fieldIn(headers, name) });
  let isOver = false;

  function breakOff(): void {
    isOver = true;
    reset();
    listener.onReset();
  }

  return {
    onData(bytes, end) {
      if (isOver) return;
      hearPart(announced, listener, bytes, end, breakOff);
    },
    onTrailers(fields) {
      if (isOver) return;
      if (announced.allows(0, true)) listener.onTrailers(fields);
      else breakOff();
    },
    onReset() {
      if (!isOver) listener.onReset();
    },
  };
}

/** What is too much is not heard, what is too little is. */
function hearPart(
  announced: AnnouncedLength,
  listener: Pick<ClientListener, "onData">,
  bytes: Uint8Array,
  end: boolean,
  breakOff: () => void,
): void {
  if (!announced.allows(bytes.length, false)) {
    breakOff();
    return;
  }
  const isShort = end && !announced.allows(0, true);
  listener.onData(bytes, end && !isShort);
  if (isShort) breakOff();
}

function statusOf(fields: Fields): string | undefined {
  return fieldIn(fields, ":status");
}

function fieldIn(fields: Fields, wanted: string): string | undefined {
  return fields.find(([name]) => name === wanted)?.[1];
}
