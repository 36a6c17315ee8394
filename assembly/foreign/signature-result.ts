import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";

/**
 * What {@link sign} gave.
 *
 * @example
 * const result: SignatureResult = sign("sha256", key, encodeUtf8(text));
 * if (result.signed) this.request.headers.set("x-signature", encodeBase64(result.signature));
 */
export class SignatureResult {
  constructor(
    /**
     * `Ok` when the host has tried to sign: `error` tells when it could not, for instance with a bad key. `NotFound` when
     * the host cannot sign at all; `BadArgument` without a key.
     */
    readonly status: Status,
    /** The signature; empty when there is none. */
    readonly signature: Bytes,
    /** Why there is none, in the host's words; empty when there is one. */
    readonly error: string,
  ) {}

  /** Whether there is a signature. */
  get signed(): bool {
    return this.signature.length > 0;
  }
}
