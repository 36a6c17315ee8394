// HMAC with SHA-256.
import { Bytes, registerPlugin } from "mesh-wasm/assembly";
import { Hmac, Sha256 } from "mesh-wasm/assembly/crypto";
import { CheckPlugin } from "./check-plugin";

class Hs256 extends CheckPlugin {
  private hmac: Hmac | null = null;

  prepare(key: Bytes): bool {
    this.hmac = new Hmac(new Sha256(), key);
    return true;
  }

  isValid(index: i32): bool {
    return this.hmac!.verify(this.text, this.signatures[index]);
  }
}

registerPlugin<Hs256>("check");
