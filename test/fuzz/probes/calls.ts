// A stream that makes calls of each kind, and tells what it hears of them.
import {
  Bytes,
  CallResponse,
  GrpcCall,
  GrpcService,
  GrpcStatus,
  GrpcStream,
  HeaderMap,
  HeadersAction,
  HttpCall,
  HttpContext,
  NetworkAction,
  PluginContext,
  registerPlugin,
  TcpContext,
} from "mesh-wasm/assembly";
import { putByte, putBytes, putFlag, putNumber, putText, rewind } from "./output";

export { rewind, setUp, told } from "./output";

class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }

  createTcpContext(): TcpContext {
    return new Connection();
  }

  onTick(): void {}
  onQueueReady(queueId: u32): void {}
  onForeignFunction(functionId: u32, argumentsSize: u32): void {}
  validateConfiguration(): bool {
    return true;
  }
}

class Connection extends TcpContext {
  onNewConnection(): NetworkAction {
    return NetworkAction.Continue;
  }
}

class Stream extends HttpContext {
  private watch: Watch = new Watch();

  onRequestHeaders(endOfStream: bool): HeadersAction {
    rewind();
    putNumber(HttpCall.get("cluster", "/").send<Stream>(this, (stream, response) => stream.onAnswer(0, response)));
    const service = GrpcService.ofCluster("cluster");
    const call = new GrpcCall(service, "Service", "Method", new StaticArray<u8>(2));
    putNumber(call.send<Stream>(this, (stream, response) => stream.onAnswer(1, response)));
    putNumber(this.watch.open(this, service, "Service", "Watch"));
    return HeadersAction.Continue;
  }

  onLog(): void {}

  onAnswer(kind: u8, response: CallResponse): void {
    putByte(kind);
    putFlag(response.failed);
    putNumber(response.status);
    putText(response.message);
    putBytes(response.bytes);
    putText(response.text);
  }
}

class Watch extends GrpcStream {
  onInitialMetadata(metadata: HeaderMap): void {
    putByte(2);
    putNumber(metadata.entries().length);
  }

  onMessage(message: Bytes): void {
    putByte(3);
    putBytes(message);
  }

  onTrailingMetadata(metadata: HeaderMap): void {
    putByte(4);
    putNumber(metadata.entries().length);
  }

  onClose(status: GrpcStatus, message: string): void {
    putByte(5);
    putNumber(status);
    putText(message);
  }
}

registerPlugin<Plugin>("calls");
