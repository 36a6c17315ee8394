import { foreignFunctions } from "../../module/abi/foreign-functions.ts";
import type { Message } from "../../module/abi/types.ts";

/** The message that a foreign function takes as its argument. */
export function argumentType(name: string): Message {
  return messageOf(name, "argument");
}

/** The message that it answers with. */
export function resultType(name: string): Message {
  return messageOf(name, "result");
}

function messageOf(name: string, side: "argument" | "result"): Message {
  const message = foreignFunctions.find((one) => one.name === name)?.[side];
  if (typeof message !== "object" || message === null) throw new TypeError(`no message: ${side} of ${name}`);
  return message;
}
