import { isDigit, unitAt } from "./characters";
import { digitsAt } from "./date-text";
import { TextBuilder } from "./text-builder";

/** Adds what a template makes of a match: JavaScript's `$$`, `$&`, `$1` to `$99` and `$<name>`. */
export function addTemplate(
  result: TextBuilder,
  template: string,
  text: string,
  slots: StaticArray<i32>,
  names: string[],
): void {
  let copied = 0;
  for (let at = template.indexOf("$"); at >= 0; at = template.indexOf("$", at)) {
    const end = endOfReference(template, at, names);
    if (end == at) {
      ++at;
      continue;
    }
    result.addPart(template, copied, at);
    copied = end;
    const number = groupAt(template, at, end, names);
    if (unitAt(template, at + 1) == 0x24) result.add("$");
    else if (number >= 0) result.addPart(text, slots[2 * number], slots[2 * number + 1]);
    at = end;
  }
  result.addPart(template, copied, template.length);
}

// The index after the reference that begins at a dollar sign; the same index when it is only a dollar sign.
function endOfReference(template: string, at: i32, names: string[]): i32 {
  const unit = unitAt(template, at + 1);
  if (unit == 0x24 || unit == 0x26) return at + 2;
  if (unit == 0x3c) {
    const end = template.indexOf(">", at);
    return end < 0 || !hasNames(names) ? at : end + 1;
  }
  if (!isDigit(unit)) return at;
  const first = unit - 0x30;
  const second = unitAt(template, at + 2);
  const both = isDigit(second) ? first * 10 + second - 0x30 : 0;
  if (both > 0 && both < names.length) return at + 3;
  return first > 0 && first < names.length ? at + 2 : at;
}

// The group that is referred to; -1 when there is none of that name.
function groupAt(template: string, at: i32, end: i32, names: string[]): i32 {
  if (unitAt(template, at + 1) == 0x26) return 0;
  if (unitAt(template, at + 1) != 0x3c) return digitsAt(template, at + 1, end - at - 1);
  const name = template.substring(at + 2, end - 1);
  return name.length ? names.indexOf(name) : -1;
}

function hasNames(names: string[]): bool {
  for (let i = 0; i < names.length; ++i) {
    if (names[i].length) return true;
  }
  return false;
}
