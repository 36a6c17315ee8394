import { Status } from "../abi/enums/status";

/** What a check of a signature gave. */
export class SignatureCheck {
  constructor(
    /**
     * `Ok` when the host has tried to check it: `valid` and `error` tell what came of it. `NotFound` when the host cannot
     * check signatures; `BadArgument` without a key.
     */
    readonly status: Status,
    /** Whether the signature is valid. */
    readonly valid: bool,
    /** Why it is not, in the host's words; empty when it is. */
    readonly error: string,
  ) {}
}
