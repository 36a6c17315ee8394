/** A repeatable source of numbers from 0 to below 1. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const interesting = Buffer.from('{}[]",:\\u0e+-.tfn \n\u00e9');

/** Replaces, adds or removes up to three bytes; most of the new ones mean something in JSON. */
export function mutate(bytes: Uint8Array, random: () => number): Buffer {
  const result = [...bytes];
  for (let i = Math.floor(random() * 4); i > 0; --i) {
    const at = Math.floor(random() * (result.length + 1));
    const byte =
      random() < 0.8 ? (interesting[Math.floor(random() * interesting.length)] ?? 0) : Math.floor(random() * 256);
    const deleted = Math.floor(random() * 3);
    if (random() < 0.5) result.splice(at, deleted, byte);
    else result.splice(at, deleted);
  }
  return Buffer.from(result);
}
