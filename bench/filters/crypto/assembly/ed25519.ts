// Ed25519.
import { Bytes, registerPlugin } from "mesh-wasm/assembly";
import { Ed25519PublicKey } from "mesh-wasm/assembly/crypto";
import { CheckPlugin } from "./check-plugin";

class Ed25519 extends CheckPlugin {
  private key: Ed25519PublicKey | null = null;

  prepare(key: Bytes): bool {
    this.key = Ed25519PublicKey.fromSpki(key);
    return this.key != null;
  }

  isValid(index: i32): bool {
    return this.key!.verify(this.text, this.signatures[index]);
  }
}

registerPlugin<Ed25519>("check");
