// Envoy's foreign function, as a filter calls it for RS256.
import { Bytes, registerPlugin, verifySignature } from "mesh-wasm/assembly";
import { CheckPlugin } from "./check-plugin";

class NativeRs256 extends CheckPlugin {
  private key: Bytes = new StaticArray<u8>(0);

  prepare(key: Bytes): bool {
    this.key = key;
    return true;
  }

  isValid(index: i32): bool {
    return verifySignature("sha256", this.key, this.text, this.signatures[index]).valid;
  }
}

registerPlugin<NativeRs256>("check");
