import { type ByteString, fromBytes, toBytes } from "../bytes.ts";
import { readWire, type WireField } from "../protobuf/wire-reader.ts";

/** What `envoy.config.core.v3.GrpcService` says of a call. */
export interface GrpcService {
  cluster: ByteString;
  /** Empty: the cluster's name. */
  authority: ByteString;
  metadata: [name: ByteString, value: ByteString][];
}

/** Numbers of the fields that count: of the service, of its `envoy_grpc`, and of a header. */
const service = { envoyGrpc: 1, initialMetadata: 5 };
const envoyGrpc = { clusterName: 1, authority: 2 };
const header = { key: 1, value: 2 };

/** Reads a serialized service; undefined where it is none. */
export function readGrpcService(bytes: ByteString): GrpcService | undefined {
  try {
    const fields = readWire(toBytes(bytes));
    const target = readWire(bytesIn(fields, service.envoyGrpc));
    const metadata = fields.filter(({ number }) => number === service.initialMetadata).map(headerOf);
    return {
      cluster: fromBytes(bytesIn(target, envoyGrpc.clusterName)),
      authority: fromBytes(bytesIn(target, envoyGrpc.authority)),
      metadata,
    };
  } catch {
    return undefined;
  }
}

function headerOf(field: WireField): [ByteString, ByteString] {
  const fields = readWire(bytesIn([field], field.number));
  return [fromBytes(bytesIn(fields, header.key)), fromBytes(bytesIn(fields, header.value))];
}

/** The last value of a field, which is the one that counts. */
function bytesIn(fields: readonly WireField[], number: number): Uint8Array {
  const field = fields.findLast((each) => each.number === number);
  return field && "bytes" in field ? field.bytes : new Uint8Array();
}
