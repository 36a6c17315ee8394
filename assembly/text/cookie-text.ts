// What can stand in cookies without ending them early: a semicolon ends a cookie, a line break the header.
import { isBlank, unitAt } from "./characters";

/** A part of a text without the blanks around it. */
export function trimBlanks(text: string, start: i32, end: i32): string {
  let first = start;
  let last = end;
  while (first < last && isBlank(unitAt(text, first))) ++first;
  while (last > first && isBlank(unitAt(text, last - 1))) --last;
  return text.substring(first, last);
}

/** Whether a text can be the name of a cookie: not empty, no `=`, and what a value can have. */
export function isCookieName(text: string): bool {
  return text.length > 0 && text.indexOf("=") < 0 && isCookieValue(text);
}

/** Whether a text can be a value: no `;`, no control characters, no blanks around it. */
export function isCookieValue(text: string): bool {
  if (isBlank(unitAt(text, 0)) || isBlank(unitAt(text, text.length - 1))) return false;
  for (let i = 0; i < text.length; ++i) {
    const unit = unitAt(text, i);
    if (unit == 0x3b || isControl(unit)) return false;
  }
  return true;
}

/** Whether a text has characters that no cookie may have. */
export function hasControls(text: string): bool {
  for (let i = 0; i < text.length; ++i) {
    if (isControl(unitAt(text, i))) return true;
  }
  return false;
}

function isControl(unit: i32): bool {
  return (unit < 0x20 && unit != 0x09) || unit == 0x7f;
}
