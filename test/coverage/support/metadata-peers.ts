import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { encodeFields } from "../../support/http2/fields.ts";
import { encodeFrame, type Frame, flags, framesOf, frameTypes, preface } from "../../support/http2/frames.ts";

/** A frame that has metadata, which Envoy takes where its configuration allows metadata. */
function metadataFrame(stream: number, fields: Record<string, string>): Buffer {
  return encodeFrame(frameTypes.metadata, flags.endMetadata, stream, encodeFields(fields));
}

/** Sends one request with metadata between its headers and its body; resolves with the body of the response. */
export async function askWithMetadata(port: number, metadata: Record<string, string>): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const headers = { ":method": "POST", ":path": "/", ":scheme": "http", ":authority": "proxy" };
  socket.write(
    Buffer.concat([
      preface,
      encodeFrame(frameTypes.settings, 0, 0),
      encodeFrame(frameTypes.headers, flags.endHeaders, 1, encodeFields(headers)),
      metadataFrame(1, metadata),
      encodeFrame(frameTypes.data, flags.endStream, 1, Buffer.from("question")),
    ]),
  );
  let body = "";
  for await (const frame of framesOf(socket)) {
    acknowledge(socket, frame);
    if (frame.type === frameTypes.data) body += frame.payload.toString();
    if (frame.stream === 1 && frame.type <= frameTypes.headers && frame.flags & flags.endStream) break;
  }
  socket.destroy();
  return body;
}

/** An upstream that answers every request with metadata between headers and body. */
export async function startMetadataServer(metadata: Record<string, string>): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write(encodeFrame(frameTypes.settings, 0, 0));
    // The proxy may go at any time
    serve(socket, metadata).catch(() => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function serve(socket: Socket, metadata: Record<string, string>): Promise<void> {
  for await (const frame of framesOf(socket, preface.length)) {
    acknowledge(socket, frame);
    if (frame.type > frameTypes.headers || !(frame.flags & flags.endStream)) continue;
    socket.write(
      Buffer.concat([
        encodeFrame(frameTypes.headers, flags.endHeaders, frame.stream, encodeFields({ ":status": "200" })),
        metadataFrame(frame.stream, metadata),
        encodeFrame(frameTypes.data, flags.endStream, frame.stream, Buffer.from("answer")),
      ]),
    );
  }
}

function acknowledge(socket: Socket, { type, flags: bits }: Frame): void {
  if (type === frameTypes.settings && !(bits & flags.ack)) socket.write(encodeFrame(type, flags.ack, 0));
}
