// What is wrong in a JSON text. Functions that go through it answer 0 then instead of an address.

/** The address of what is wrong. */
export let problemAt: usize = 0;

/** The address of a text that says what. A reference would cost the garbage collector of every module a look. */
let text: usize = 0;

/** What is wrong. */
export function problem(): string {
  return changetype<string>(text);
}

/** Remembers what is wrong, and where; always 0. */
export function wrong(at: usize, message: string): usize {
  problemAt = at;
  text = changetype<usize>(message);
  return 0;
}
