// Envoy's foreign function with nothing around it: the message is there before a request comes, and of the answer only the
// bytes that a valid signature gives are looked at. A signature is one that the function takes, for ECDSA DER.
import { Bytes, encodeUtf8, ProtobufWriter, registerPlugin, Status } from "mesh-wasm/assembly";
import { beginCall } from "mesh-wasm/assembly/abi/arena";
import { proxy_call_foreign_function } from "mesh-wasm/assembly/abi/host";
import { resultData, resultSize } from "mesh-wasm/assembly/abi/result";
import { dataSlot, sizeSlot } from "mesh-wasm/assembly/abi/slots";
import { CheckPlugin } from "./check-plugin";

class Foreign extends CheckPlugin {
  private name: Bytes = encodeUtf8("verify_signature");
  private messages: Bytes[] = [];

  prepare(key: Bytes): bool {
    this.messages = [];
    for (let i = 0; i < this.signatures.length; ++i) {
      const writer = new ProtobufWriter();
      writer.string(1, "sha256");
      writer.bytes(2, key);
      writer.bytes(3, this.signatures[i]);
      writer.bytes(4, this.text);
      this.messages.push(writer.finish());
    }
    return true;
  }

  isValid(index: i32): bool {
    const message = this.messages[index];
    // Gives the memory of the last answer back
    beginCall();
    const name = changetype<usize>(this.name);
    const data = changetype<usize>(message);
    const status = proxy_call_foreign_function(name, this.name.length, data, message.length, dataSlot, sizeSlot);
    // The message {result: true}
    return status == Status.Ok && resultSize() == 2 && load<u16>(resultData()) == 0x0108;
  }
}

registerPlugin<Foreign>("check");
