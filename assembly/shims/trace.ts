import { LogLevel } from "../abi/enums/log-level";
import { writeLog } from "../abi/log-calls";

/** AssemblyScript's `trace`: a message and up to five numbers, at level trace. */
// @ts-ignore: decorator
@global
export function __mesh_trace(
  message: string,
  count: i32 = 0,
  a0: f64 = 0,
  a1: f64 = 0,
  a2: f64 = 0,
  a3: f64 = 0,
  a4: f64 = 0,
): void {
  let line = message;
  if (count > 0) line += ` ${a0}`;
  if (count > 1) line += `, ${a1}`;
  if (count > 2) line += `, ${a2}`;
  if (count > 3) line += `, ${a3}`;
  if (count > 4) line += `, ${a4}`;
  writeLog(LogLevel.Trace, line);
}
