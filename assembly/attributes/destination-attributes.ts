import { property } from "../property/property";
import { text } from "./text";

/** Where the client connected to: in every phase, also of a TCP connection. */
@final
@unmanaged
export class DestinationAttributes {
  /** IP address and port of the listener: `destination.address`. */
  get address(): string {
    return text("destination.address");
  }

  /** Its port: `destination.port`. */
  get port(): i64 {
    return property.getInt("destination.port");
  }
}
