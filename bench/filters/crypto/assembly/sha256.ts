// SHA-256; the signature is the digest.
import { Bytes, registerPlugin } from "mesh-wasm/assembly";
import { constantTimeEqual, sha256 } from "mesh-wasm/assembly/crypto";
import { CheckPlugin } from "./check-plugin";

class OnlySha256 extends CheckPlugin {
  prepare(key: Bytes): bool {
    return true;
  }

  isValid(index: i32): bool {
    return constantTimeEqual(sha256(this.text), this.signatures[index]);
  }
}

registerPlugin<OnlySha256>("check");
