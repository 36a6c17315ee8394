// Envoy's foreign function, as a filter calls it for ES256: it wants the signature of a JWT as DER.
import { Bytes, registerPlugin, verifySignature } from "mesh-wasm/assembly";
import { ecdsaSignatureToDer } from "mesh-wasm/assembly/crypto";
import { CheckPlugin } from "./check-plugin";

class NativeEs256 extends CheckPlugin {
  private key: Bytes = new StaticArray<u8>(0);

  prepare(key: Bytes): bool {
    this.key = key;
    return true;
  }

  isValid(index: i32): bool {
    const signature = ecdsaSignatureToDer(this.signatures[index]);
    return signature ? verifySignature("sha256", this.key, this.text, signature).valid : false;
  }
}

registerPlugin<NativeEs256>("check");
