import type { AnnouncedLength } from "../../../../host/http/announced-length.ts";
import type { Fields } from "../../../http/headers.ts";
import { heardOverHttp2 } from "./http2-peer.ts";

/** Hears what of a message comes behind its headers. */
export interface BodyListener {
  onData(bytes: Uint8Array, end: boolean): void;
  onTrailers(fields: Fields): void;
  onReset(): void;
}

const nothing = new Uint8Array(0);

/** Hears a body as peers over HTTP/2 do: they break the stream off where it is not as long as was said. */
export function http2Body(listener: BodyListener, length: AnnouncedLength, breakOff: () => void): BodyListener {
  let received = 0;
  let isOver = false;
  function end(): void {
    isOver = true;
    breakOff();
  }
  return {
    onData(bytes, last) {
      if (isOver) return;
      received += bytes.length;
      // What is too much is not heard, what is too little is
      if (!length.allows(bytes.length, false)) {
        end();
        return;
      }
      const isShort = last && !length.allows(0, true);
      listener.onData(bytes, last && !isShort);
      if (isShort) end();
    },
    onTrailers(fields) {
      if (isOver) return;
      const heard = heardOverHttp2(fields, "trailers");
      const told = heard?.find(([name]) => name === "content-length")?.[1];
      const fits = told === undefined ? length.allows(0, true) : !length.isSaid && Number(told) === received;
      if (heard && fits) listener.onTrailers(heard);
      else end();
    },
    onReset() {
      if (!isOver) listener.onReset();
    },
  };
}

/** What becomes of a body over HTTP/1.1 that is not as long as its headers say. */
export interface Misfit {
  /** It has more bytes; called before its end is heard. */
  excess(): void;
  /** It has no more bytes. */
  lack(): void;
}

/** The same over HTTP/1.1: a body ends where it was to end, whatever follows. */
export function http1Body(listener: BodyListener, length: AnnouncedLength, misfit: Misfit): BodyListener {
  let isOver = false;
  function onData(bytes: Uint8Array, end: boolean): void {
    if (isOver) return;
    const part = length.cut(bytes);
    if (part.length < bytes.length) misfit.excess();
    isOver = length.endsHere(end);
    listener.onData(part, isOver);
    if (end && !isOver) misfit.lack();
  }
  return {
    onData,
    onTrailers: () => onData(nothing, true),
    onReset: () => listener.onReset(),
  };
}
