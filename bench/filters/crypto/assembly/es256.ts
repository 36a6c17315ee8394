// ECDSA over P-256 with SHA-256; a signature is r and s one after the other.
import { Bytes, registerPlugin } from "mesh-wasm/assembly";
import { EcPublicKey, HashAlgorithm } from "mesh-wasm/assembly/crypto";
import { CheckPlugin } from "./check-plugin";

class Es256 extends CheckPlugin {
  private key: EcPublicKey | null = null;

  prepare(key: Bytes): bool {
    this.key = EcPublicKey.fromSpki(key);
    return this.key != null;
  }

  isValid(index: i32): bool {
    return this.key!.verify(HashAlgorithm.Sha256, this.text, this.signatures[index]);
  }
}

registerPlugin<Es256>("check");
