import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http2";
import { type AddressInfo, connect as connectSocket } from "node:net";
import { expect, test } from "vitest";
import { encodeFields, FieldsDecoder } from "./fields.ts";
import { encodeFrame, flags, framesOf, frameTypes, preface } from "./frames.ts";

test("fields are what they were before they were encoded", () => {
  const long = "x".repeat(20_000);
  const fields: [string, string][] = [
    [":path", "/"],
    ["x-long", long],
    ["x-bytes", "\u0080\u00ff"],
    ["x-empty", ""],
  ];
  expect(new FieldsDecoder().decode(encodeFields(fields))).toEqual(fields);
});

// Node encodes with Huffman codes and the dynamic table
test("what Node encodes is decoded, block after block", async () => {
  const all = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join("");
  const server = createServer();
  server.on("stream", (stream) => {
    stream.respond({ ":status": 200, "x-all": all, "x-high": "\u0080\u00aa\u00ff", server: "node" }, {
      sendDate: false,
    } as object);
    stream.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connectSocket((server.address() as AddressInfo).port, "127.0.0.1");
  const request = encodeFields({ ":method": "GET", ":path": "/", ":scheme": "http", ":authority": "a" });
  const ask = (stream: number) => encodeFrame(frameTypes.headers, flags.endHeaders | flags.endStream, stream, request);
  socket.write(Buffer.concat([preface, encodeFrame(frameTypes.settings, 0, 0), ask(1), ask(3)]));
  const decoder = new FieldsDecoder();
  const blocks: IncomingHttpHeaders[] = [];
  for await (const frame of framesOf(socket)) {
    if (frame.type === frameTypes.headers) blocks.push(Object.fromEntries(decoder.decode(frame.payload)));
    if (blocks.length === 2) break;
  }
  for (const block of blocks) {
    expect(block).toMatchObject({ ":status": "200", "x-all": all, "x-high": "\u0080\u00aa\u00ff", server: "node" });
  }
  socket.destroy();
  server.close();
});
