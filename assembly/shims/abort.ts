import { LogLevel } from "../abi/enums/log-level";
import { appendNumber, appendText, writeLine } from "../abi/line";

/**
 * What the compiler calls for a programmer's error: an index out of range, a null where there must be none, `throw`. Logs
 * place and message and traps, after which Envoy drops the VM. It does not allocate: memory may be what has run out.
 */
// @ts-ignore: decorator
@global
export function __mesh_abort(
  message: string | null = null,
  file: string | null = null,
  line: u32 = 0,
  column: u32 = 0,
): void {
  if (file) {
    appendText(file);
    appendText(":");
    appendNumber(line);
    appendText(":");
    appendNumber(column);
    appendText(": ");
  }
  if (message) appendText(message);
  else appendText("aborted");
  writeLine(LogLevel.Critical);
  unreachable();
}
