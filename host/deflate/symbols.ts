/** A symbol of the format for a length or a distance, with the bits behind it that say which one exactly. */
export interface Coded {
  symbol: number;
  extra: number;
  extraBits: number;
}

/** The symbol that ends a block. */
export const endOfBlock = 256;
export const literalSymbols = 286;
export const distanceSymbols = 30;

const firstLength = 3;
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBits = Array.from({ length: distanceSymbols }, (_, symbol) => Math.max(0, (symbol >> 1) - 1));

/** By length from 3 to 258. The longest has a symbol of its own. */
const byLength = coded(lengthBits.slice(0, -1), firstLength, endOfBlock + 1);
byLength[258] = { symbol: literalSymbols - 1, extra: 0, extraBits: 0 };
const byDistance = coded(distanceBits, 1, 0);

export function codedLength(length: number): Coded {
  return byLength[length] as Coded;
}

export function codedDistance(distance: number): Coded {
  return byDistance[distance] as Coded;
}

function coded(bits: readonly number[], first: number, firstSymbol: number): Coded[] {
  const table: Coded[] = [];
  let value = first;
  bits.forEach((extraBits, index) => {
    for (let extra = 0; extra < 1 << extraBits; ++extra) {
      table[value] = { symbol: firstSymbol + index, extra, extraBits };
      value += 1;
    }
  });
  return table;
}
