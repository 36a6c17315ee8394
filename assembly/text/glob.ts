import { characterAt, sizeOf } from "./characters";

/**
 * Whether a text as a whole fits a pattern: `*` is any number of characters, also none and also slashes, `?` is one; all
 * others stand for themselves. Takes at most as many steps as both lengths multiplied.
 *
 * @example
 * if (matchGlob("*.internal.example", this.request.authority)) this.sendLocalReply(404, "");
 */
export function matchGlob(pattern: string, text: string): bool {
  let at = 0;
  let from = 0;
  // Where to go back to when a character does not fit: after the last star, which then takes one character more
  let afterStar = -1;
  let retry = 0;
  while (from < text.length) {
    const wanted = characterAt(pattern, at);
    if (wanted == 0x2a) {
      afterStar = ++at;
      retry = from;
      continue;
    }
    const character = characterAt(text, from);
    if (wanted == 0x3f || wanted == character) {
      at += sizeOf(wanted);
      from += sizeOf(character);
      continue;
    }
    if (afterStar < 0) return false;
    at = afterStar;
    retry += sizeOf(characterAt(text, retry));
    from = retry;
  }
  while (characterAt(pattern, at) == 0x2a) ++at;
  return at == pattern.length;
}
