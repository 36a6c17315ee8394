// RSASSA-PKCS1-v1_5 with SHA-256.
import { Bytes, registerPlugin } from "mesh-wasm/assembly";
import { HashAlgorithm, RsaPublicKey } from "mesh-wasm/assembly/crypto";
import { CheckPlugin } from "./check-plugin";

class Rs256 extends CheckPlugin {
  private key: RsaPublicKey | null = null;

  prepare(key: Bytes): bool {
    this.key = RsaPublicKey.fromSpki(key);
    return this.key != null;
  }

  isValid(index: i32): bool {
    return this.key!.verifyPkcs1v15(HashAlgorithm.Sha256, this.text, this.signatures[index]);
  }
}

registerPlugin<Rs256>("check");
