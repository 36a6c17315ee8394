import type { ByteString } from "../bytes.ts";
import type { DataBuffer } from "../data-buffer.ts";
import type { ForeignResult } from "../foreign/foreign-call.ts";
import type { HeaderMap } from "../http/header-map.ts";
import { Status } from "../status.ts";
import { contextBuffer } from "./context-buffer.ts";
import type { Wasm } from "./wasm.ts";

/** A local reply as a module asks for it. */
export interface LocalReply {
  status: number;
  details: ByteString;
  body: ByteString;
  headers: [name: ByteString, value: ByteString][];
  /** -1 for none. */
  grpcStatus: number;
}

/** Status code and message of the answer to a call, for `proxy_get_status`. */
export interface CallStatus {
  code: number;
  message: ByteString;
}

/** A call out to a cluster. */
export interface HttpCall {
  cluster: ByteString;
  headers: [name: ByteString, value: ByteString][];
  body: Uint8Array;
  trailers: [name: ByteString, value: ByteString][];
  /** Milliseconds; 0 for none. */
  timeout: number;
}

/** A gRPC call or stream. */
export interface GrpcCall {
  /** A serialized GrpcService, or the name of a cluster. */
  upstream: ByteString;
  service: ByteString;
  method: ByteString;
  metadata: [name: ByteString, value: ByteString][];
}

/** What a module reads and changes of a header map. */
export type ContextMap = Pick<
  HeaderMap,
  "size" | "byteSize" | "nameAt" | "valueAt" | "get" | "add" | "set" | "remove" | "clear"
>;

/** Bytes that a module reads, and may change where `writable` or `replace` is there. */
export interface ContextBuffer {
  readonly length: number;
  part(start: number, length: number): Uint8Array;
  /** The buffer that a module's writes go to as in Envoy; undefined where it must not write. */
  readonly writable?: DataBuffer | undefined;
  /** Takes a module's writes in another way than Envoy does. */
  replace?(start: number, length: number, bytes: Uint8Array): Status;
}

/** A token of a call, or why there is none. */
export type Started = { token: number } | { status: Status };

/**
 * What host calls act on: the plugin's root context, or a stream. Everything here is what a context has nothing of: a
 * kind of context overrides what it has.
 */
export abstract class Context {
  readonly wasm: Wasm;
  readonly id: number;
  /** Before its log lines. */
  readonly prefix: string;
  callStatus: CallStatus = { code: 0, message: "" };
  /** What a callback was called for; any other buffer that is looked at takes its place. */
  callData: ContextBuffer = contextBuffer(undefined);

  constructor(wasm: Wasm, id: number, prefix: string) {
    this.wasm = wasm;
    this.id = id;
    this.prefix = prefix;
    wasm.contexts.set(id, this);
  }

  /** The plugin's root context; itself where it is one. */
  abstract get root(): Context;

  /** A map to read. */
  headerMap(_type: number): ContextMap | undefined {
    return undefined;
  }

  /** A map to change. */
  mutableHeaderMap(_type: number): ContextMap | undefined {
    return undefined;
  }

  /** What a module is told of the size of a map: Envoy counts the bytes of its names and values. */
  sizeOf(map: ContextMap): number {
    return map.byteSize;
  }

  /** The answer to who asks for all fields of a map that is not there. */
  get withoutMap(): Status {
    return Status.OK;
  }

  /** Told after a change of a map. */
  headersChanged(_type: number): void {}

  /** `BAD_ARGUMENT` and the like for a buffer that this kind of context never has. */
  buffer(_type: number): ContextBuffer | Status {
    return Status.NOT_FOUND;
  }

  property(_path: ByteString): ByteString | Status {
    return Status.NOT_FOUND;
  }

  setProperty(_path: ByteString, _value: ByteString): Status {
    return Status.NOT_FOUND;
  }

  continueStream(_type: number): Status {
    return Status.UNIMPLEMENTED;
  }

  closeStream(_type: number): Status {
    return Status.UNIMPLEMENTED;
  }

  sendLocalReply(_reply: LocalReply): void {}

  clearRouteCache(): void {}

  done(): Status {
    return Status.NOT_FOUND;
  }

  setTickPeriod(_milliseconds: number): void {}

  httpCall(_call: HttpCall): Started {
    return { status: Status.UNIMPLEMENTED };
  }

  grpcCall(_call: GrpcCall, _message: Uint8Array, _timeout: number): Started {
    return { status: Status.UNIMPLEMENTED };
  }

  grpcStream(_call: GrpcCall): Started {
    return { status: Status.UNIMPLEMENTED };
  }

  grpcSend(_token: number, _message: Uint8Array, _endOfStream: boolean): Status {
    return Status.UNIMPLEMENTED;
  }

  grpcCancel(_token: number): Status {
    return Status.UNIMPLEMENTED;
  }

  grpcClose(_token: number): Status {
    return Status.UNIMPLEMENTED;
  }

  /** Looks a host name up; the token stands for the query when the answer comes. */
  resolveDns(_name: ByteString, _token: number): Status {
    return Status.UNIMPLEMENTED;
  }

  callForeignFunction(_name: ByteString, _argument: Uint8Array): ForeignResult {
    return { status: Status.NOT_FOUND };
  }

  /** The configuration for `proxy_get_configuration` of ABI 0.1.0. */
  configuration(): ByteString {
    return this.wasm.plugin.vmConfiguration;
  }

  log(level: number, message: ByteString): void {
    this.wasm.log(level, message, true, this.prefix);
  }
}

/** The context that acts while a module loads. */
export class VmContext extends Context {
  constructor(wasm: Wasm) {
    super(wasm, 0, "");
  }

  get root(): Context {
    return this;
  }
}
