import type { Upstream, UpstreamStream } from "../../../host/index.ts";
import type { Script } from "../peers/script.ts";
import type { Sender } from "../peers/sender.ts";

/** An upstream of the host that follows a script. */
export function upstreamOf(script: Script): Upstream {
  return (stream) => {
    const request = script.accept(senderOf(stream));
    request.headers(stream.headers.map(([name, value]) => [name, value]));
    let ended = stream.endOfStream;
    if (ended) request.end();
    return {
      onData(bytes, end) {
        request.data(bytes);
        ended = end;
        if (end) request.end();
      },
      onTrailers(trailers) {
        request.trailers(trailers.map(([name, value]) => [name, value]));
        ended = true;
        request.end();
      },
      onReset() {
        if (!ended) request.broken("reset");
      },
    };
  };
}

function senderOf(stream: UpstreamStream): Sender {
  return {
    headers: async (fields, end) => stream.sendHeaders(fields, end),
    data: async (bytes, end) => stream.sendData(bytes, end),
    trailers: async (fields) => stream.sendTrailers(fields),
    metadata: async (fields) => stream.sendMetadata(fields.length),
    reset: async () => stream.reset(),
    close: async () => stream.reset("connection termination"),
  };
}
