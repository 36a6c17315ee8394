import { type Fields, TestHeaders } from "../http/headers.ts";
import { Message } from "../http/message.ts";
import { MessageReader } from "./grpc.ts";

/** A request as an upstream has received it: one that a route sent there, or a call that a plugin made. */
export class UpstreamRequest extends Message {
  /** The cluster that the upstream belongs to; empty where no upstream was reached. */
  readonly cluster: string;
  /** Whether all of it has come. */
  complete = false;
  /** Whether it was broken off before its end. */
  reset = false;

  constructor(cluster: string, headers: Fields) {
    super();
    this.cluster = cluster;
    this.headers = new TestHeaders(headers);
  }

  /** Whether a request has reached an upstream. */
  get reached(): boolean {
    return this.cluster !== "";
  }

  get method(): string {
    return this.headers.get(":method") ?? "";
  }

  /** Path and query. */
  get path(): string {
    return this.headers.get(":path") ?? "";
  }

  get authority(): string {
    return this.headers.get(":authority") ?? "";
  }

  /** Of a gRPC call: service, method and serialized messages. */
  get grpc(): GrpcRequest {
    const [service = "", method = ""] = this.path.replace(/^\//, "").split("/");
    const reader = new MessageReader();
    return { service, method, messages: this.chunks.flatMap((chunk) => reader.take(chunk)) };
  }
}

/** A call of a gRPC method. */
export interface GrpcRequest {
  /** `package.Service` */
  service: string;
  method: string;
  messages: Uint8Array[];
}

/** Stands for the request that has reached no upstream. */
export function noRequest(): UpstreamRequest {
  return new UpstreamRequest("", []);
}
