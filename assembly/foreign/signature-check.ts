import { Status } from "../abi/enums/status";

/** What a check of a signature gave. */
export class SignatureCheck {
  constructor(
    /**
     * `Ok` when the signature was checked, whether it is valid or not; `NotFound` when the host cannot check signatures;
     * `BadArgument` for a key or hash that it does not take.
     */
    readonly status: Status,
    /** Whether the signature is valid. */
    readonly valid: bool,
    /** Why it is not, in the host's words; empty when it is. */
    readonly error: string,
  ) {}
}
