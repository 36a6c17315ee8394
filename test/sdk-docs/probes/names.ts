// Names that examples in docstrings use without declaring them.
import {
  Bytes,
  CallResponse,
  DerReader,
  Expression,
  GrpcStream,
  HeaderSnapshot,
  HeadersAction,
  HttpContext,
  PluginContext,
  TcpContext,
  Timer,
} from "mesh-wasm/assembly";
import { EcPublicKey, Hmac, RsaPublicKey } from "mesh-wasm/assembly/crypto";

/** Any value of a type: what examples do is compiled, never run. */
export function made<T>(): T {
  if (isReference<T>()) return changetype<T>(<usize>0);
  return <T>0;
}

export class Stream extends HttpContext {
  asked: HeaderSnapshot | null = null;
  patience: Timer | null = null;
  token: string = "";

  constructor(plugin: PluginContext | null = null) {
    super();
  }

  refuse(status: u32 = 403, reason: string = ""): HeadersAction {
    this.sendLocalReply(status, reason);
    return HeadersAction.Pause;
  }

  preflight(): HeadersAction {
    return this.refuse(204);
  }

  onChecked(response: CallResponse): void {}
  onAudited(response: CallResponse): void {}
  onGreeted(response: CallResponse): void {}
}

export class Plugin extends PluginContext {
  parked: Stream[] = [];
}

export class Connection extends TcpContext {}

export class Messages extends GrpcStream {}

export const expression: Expression = made<Expression>();
export const text: string = made<string>();
export const path: string = text;
export const expires: string = text;
export const secret: string = text;
export const signedPart: string = text;
export const pem: string = text;
export const jwkN: string = text;
export const sha1_key: string = text;

export const bytes: Bytes = made<Bytes>();
export const body: Bytes = bytes;
export const counter: Bytes = bytes;
export const data: Bytes = bytes;
export const der: Bytes = bytes;
export const head: Bytes = bytes;
export const key: Bytes = bytes;
export const publicKey: Bytes = bytes;
export const raw: Bytes = bytes;
export const signature: Bytes = bytes;

// `Class_name` is `name` in the examples of that class
export const DerReader_reader: DerReader = made<DerReader>();
export const EcPublicKey_key: EcPublicKey = made<EcPublicKey>();
export const Hmac_hmac: Hmac = made<Hmac>();
export const RsaPublicKey_key: RsaPublicKey = made<RsaPublicKey>();
