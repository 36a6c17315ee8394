// RSASSA-PSS with SHA-256.
import { Bytes, registerPlugin } from "mesh-wasm/assembly";
import { HashAlgorithm, RsaPublicKey } from "mesh-wasm/assembly/crypto";
import { CheckPlugin } from "./check-plugin";

class Ps256 extends CheckPlugin {
  private key: RsaPublicKey | null = null;

  prepare(key: Bytes): bool {
    this.key = RsaPublicKey.fromSpki(key);
    return this.key != null;
  }

  isValid(index: i32): bool {
    return this.key!.verifyPss(HashAlgorithm.Sha256, this.text, this.signatures[index]);
  }
}

registerPlugin<Ps256>("check");
