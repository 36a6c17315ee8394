import {
  attributes,
  BufferType,
  Bytes,
  callForeignFunction,
  Expression,
  HeaderMapType,
  Leader,
  property,
  SharedCounter,
  SharedData,
  SharedQueue,
  sign,
  verifySignature,
} from "mesh-wasm/assembly";
import { allocate, beginCall } from "mesh-wasm/assembly/abi/arena";
import { readEnvironment } from "mesh-wasm/assembly/abi/environment";
import { statusMessage } from "mesh-wasm/assembly/abi/grpc-calls";
import { CallResponse } from "mesh-wasm/assembly/call/call-response";
import { bodyOf } from "mesh-wasm/assembly/http/body";
import { headerMap } from "mesh-wasm/assembly/http/header-map";
import { begin, end, putBytes, putFlag, putLong, putNumber, putText } from "./output";

export { setUp } from "./output";

/** A property as each type, and why it is none. */
export function readProperty(path: string): u32 {
  begin();
  putText(property.getString(path));
  putBytes(property.getBytes(path));
  putLong(<u64>property.getInt(path, -7));
  putNumber(property.lastStatus());
  putLong(reinterpret<u64>(property.getDouble(path, 0.5)));
  putFlag(property.getBool(path, true));
  putNumber(property.lastStatus());
  putLong(<u64>property.getTimestamp(path, -7));
  putLong(<u64>property.getDuration(path, -7));
  putFlag(property.has(path));
  putNumber(property.lastStatus());
  return end();
}

/** What is known by name: numbers, texts, headers, metadata and filter state. */
export function readAttributes(name: string): u32 {
  begin();
  putText(attributes.request.path);
  putLong(<u64>attributes.request.size);
  putFlag(attributes.connection.mtls);
  putLong(<u64>attributes.xds.listenerDirection);
  putText(attributes.xds.node.getString(name));
  putLong(reinterpret<u64>(attributes.metadata.getNumber("space", name, 0.5)));
  putFlag(attributes.metadata.getBool("space", name, true));
  putNumber(attributes.metadata.read("space").kind);
  putLong(<u64>attributes.filterState.getInteger("key", name, -7));
  const headers = attributes.request.headers.entries();
  putNumber(headers.length);
  for (let i = 0; i < headers.length; ++i) {
    putText(headers.nameAt(i));
    putBytes(headers.bytesAt(i));
  }
  return end();
}

/** A body: how much there is, a part of it, and as text. */
export function readBody(from: u32, size: u32): u32 {
  begin();
  const body = bodyOf(BufferType.HttpRequestBody);
  putNumber(body.size);
  putBytes(body.bytes(from, size));
  putText(body.text(from, size));
  return end();
}

/** What foreign functions answer. */
export function callForeign(): u32 {
  begin();
  const bytes = new StaticArray<u8>(3);
  const raw = callForeignFunction("any", bytes);
  putNumber(raw.status);
  putBytes(raw.bytes);
  const check = verifySignature("sha256", bytes, bytes, bytes);
  putNumber(check.status);
  putFlag(check.valid);
  putText(check.error);
  const signed = sign("sha256", bytes, bytes);
  putNumber(signed.status);
  putBytes(signed.signature);
  putText(signed.error);
  const expression = Expression.compile("true");
  putNumber(expression.status);
  putFlag(expression.isTrue());
  const value = expression.evaluate();
  putNumber(value.status);
  putText(value.asString("none"));
  putFlag(value.asBool(true));
  putLong(<u64>value.asInteger(-7));
  putLong(reinterpret<u64>(value.asDouble(0.5)));
  return end();
}

/** What shared data and queues hold. */
export function readShared(delta: i64): u32 {
  begin();
  const held = SharedData.get("key");
  putNumber(held.status);
  putBytes(held.bytes);
  putText(SharedData.getText("key"));
  const counter = new SharedCounter("key");
  putLong(<u64>counter.value);
  putLong(<u64>counter.add(delta));
  const leader = new Leader("key", 3000);
  putFlag(leader.isLeader);
  leader.resign();
  putBytes(new SharedQueue(1).dequeue());
  return end();
}

/** The answer to an HTTP call with so many headers, as it is and kept. */
export function readHttpAnswer(headers: u32): u32 {
  begin();
  const response = CallResponse.ofHttp(headers);
  putFlag(response.failed);
  putNumber(response.status);
  putText(response.message);
  putBytes(response.bytes);
  putText(response.text);
  const kept = response.keep();
  putNumber(kept.headers.length);
  for (let i = 0; i < kept.headers.length; ++i) putText(kept.headers.nameAt(i));
  putBytes(kept.bytes);
  putText(kept.text);
  return end();
}

/** How many poisoned bytes lie behind what the host writes. */
const poisoned: u32 = 0xf000;
let poison: u8 = 0;

/** All environment variables, in memory where other bytes were each time. */
export function readVariables(): u32 {
  begin();
  beginCall();
  memory.fill(allocate(poisoned), poison++, poisoned);
  const variables = readEnvironment();
  const keys = variables.keys();
  putNumber(keys.length);
  for (let i = 0; i < keys.length; ++i) {
    putText(keys[i]);
    putText(variables.get(keys[i]));
  }
  return end();
}

/** Reads something of each kind; tells how many bytes those had of which the number does not depend on what they are. */
export function readAll(): u32 {
  begin();
  const trailers = headerMap(HeaderMapType.HttpResponseTrailers);
  putSize(property.getBytes("a"));
  putSize(bodyOf(BufferType.HttpRequestBody).bytes());
  putSize(trailers.getBytes("a"));
  putSize(callForeignFunction("a", new StaticArray<u8>(0)).bytes);
  putSize(SharedData.get("a").bytes);
  putSize(new SharedQueue(1).dequeue());
  property.getString("a");
  property.getInt("a");
  property.getBool("a");
  attributes.request.headers.entries();
  attributes.metadata.read("a").keys();
  bodyOf(BufferType.HttpRequestBody).text();
  trailers.getInteger("a", 0);
  trailers.entries();
  trailers.getAll("a");
  trailers.snapshot().get("a");
  Expression.compile("true").isTrue();
  new SharedCounter("a").add(1);
  statusMessage();
  return end();
}

function putSize(bytes: Bytes | null): void {
  putNumber(bytes ? bytes.length : 0);
}
