import type { ClientListener, StreamEnd } from "../../engine.ts";

/**
 * Tells of a response over HTTP/1.1 that is shorter than its headers say, such as one that a filter has cut: Envoy is done with it
 * and keeps the connection, on which the client would wait for the rest for ever.
 */
export function noticeShortResponse(
  listener: ClientListener,
  finished: Promise<StreamEnd>,
  giveUp: () => void,
): ClientListener {
  let announced = 0;
  let received = 0;
  let sent: number | undefined;

  function look(): void {
    if (sent !== undefined && sent < announced && received >= sent) giveUp();
  }
  finished.then(
    ({ bytesSent }) => {
      sent = bytesSent;
      look();
    },
    () => {}, // whoever waits for the end is told
  );
  return {
    ...listener,
    onHeaders(fields, end) {
      announced = Number(fields.find(([name]) => name === "content-length")?.[1] ?? 0);
      listener.onHeaders(fields, end);
      look();
    },
    onData(bytes, end) {
      received += bytes.length;
      listener.onData(bytes, end);
      if (!end) look();
    },
  };
}
