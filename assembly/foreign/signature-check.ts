import { Status } from "../abi/enums/status";

/**
 * What a check of a signature gave.
 *
 * @example
 * const check: SignatureCheck = verifySignature("sha256", key, encodeUtf8(text), signature);
 * if (check.status == Status.NotFound) log.error("this host cannot check signatures");
 * else if (!check.valid) log.warn(check.error);
 */
export class SignatureCheck {
  constructor(
    /**
     * `Ok` when the host has tried to check it, also with a bad key: `valid` and `error` tell what came of it. `NotFound`
     * when the host cannot check signatures; `BadArgument` without a key, which Envoy 1.36 takes for a bad one.
     */
    readonly status: Status,
    /** Whether the signature is valid. */
    readonly valid: bool,
    /** Why it is not, in the host's words; empty when it is. */
    readonly error: string,
  ) {}
}
