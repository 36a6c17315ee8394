import { property } from "../property/property";
import { text } from "./text";

/** Where the connection comes from: in every phase, also of a TCP connection. */
@final
@unmanaged
export class SourceAttributes {
  /** IP address and port of the client, or what `x-forwarded-for` says of it where it is trusted: `source.address`. */
  get address(): string {
    return text("source.address");
  }

  /** Its port: `source.port`. */
  get port(): i64 {
    return property.getInt("source.port");
  }
}
