import { Url } from "mesh-wasm/assembly";

/**
 * The address of the client in `x-forwarded-for`, as a load balancer writes it: the last but one, before its own. Others
 * before it the client may have made up. Empty where it is no address.
 */
export function clientAddress(forwardedFor: string): string {
  const addresses = forwardedFor.split(",");
  if (addresses.length < 2) return "";
  const address = addresses[addresses.length - 2].trim();
  return isAddress(address) ? address : "";
}

function isAddress(text: string): bool {
  if (text.includes(":")) return Url.parse(`http://[${text}]/`) !== null;
  const numbers = text.split(".");
  if (numbers.length != 4) return false;
  for (let i = 0; i < 4; ++i) if (!isByte(numbers[i])) return false;
  return true;
}

/** Whether a text is a number from 0 to 255. */
function isByte(text: string): bool {
  if (text.length == 0 || text.length > 3) return false;
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return i32.parse(text) <= 255;
}
