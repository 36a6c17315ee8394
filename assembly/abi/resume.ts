// Resuming a stream in the middle of its own callback. Envoy would go on before it has seen what the callback returns, and
// then, told to pause, would never go on again. So nothing is asked of it: the callback is made to return Continue instead.

import { Status } from "./enums/status";
import { StreamType } from "./enums/stream-type";
import { proxy_continue_stream } from "./host";
import { actOn, beginTurn, endTurn } from "./turn";

/** No callback of a stream that could be told to go on runs. */
const none: i32 = -1;

/** Which side of which stream the callback that runs can let go on, and whether it was told to. */
let side: i32 = none;
let stream: u32 = 0;
let resumed: bool = false;

/** A callback begins that may pause one side of a stream. Gives what {@link endSide} is to be told. */
export function beginSide(contextId: u32, type: StreamType): u32 {
  side = type;
  stream = contextId;
  return beginTurn(contextId);
}

/** The callback ends; gives the action that the host is to hear of. */
export function endSide(outer: u32, action: i32): i32 {
  endTurn(outer);
  side = none;
  if (!resumed) return action;
  resumed = false;
  return 0;
}

/** Lets one side of a stream go on: `Ok`, or `BadArgument` where the stream is gone. */
export function continueStream(contextId: u32, type: StreamType): Status {
  if (contextId == stream && type == side) {
    resumed = true;
    return Status.Ok;
  }
  return actOn(contextId) ? proxy_continue_stream(type) : Status.BadArgument;
}
