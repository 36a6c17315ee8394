/** A code of Huffman: for each symbol how many bits it has (0: it is not used), and which, the first one lowest. */
export interface HuffmanCode {
  lengths: Uint8Array;
  bits: Uint16Array;
  /** The highest symbol that is used. */
  highest: number;
}

/**
 * The code with the fewest bits for symbols of these frequencies, as zlib chooses it among those that are as good: what is
 * rarest is joined first, of equally rare what is less deep. At least two symbols get a code, as the format wants it.
 */
export function huffmanCode(frequencies: ArrayLike<number>, longest: number): HuffmanCode {
  const tree = new Tree(Array.from(frequencies));
  const lengths = tree.lengths(longest);
  return { lengths, bits: bitsOf(lengths), highest: lengths.findLastIndex((length) => length > 0) };
}

/** The code that belongs to these lengths. */
export function codeOf(lengths: Uint8Array): HuffmanCode {
  return { lengths, bits: bitsOf(lengths), highest: lengths.length - 1 };
}

class Tree {
  private readonly symbols: number;
  private readonly frequencies: number[];
  private readonly depths: number[];
  private readonly parents: number[] = [];
  /** A heap from index 1 on: each node is smaller than its two sons, at twice its index and one more. */
  private readonly heap = [0];
  /** All nodes, the last that was joined first. */
  private readonly joined: number[] = [];

  constructor(frequencies: number[]) {
    this.symbols = frequencies.length;
    this.frequencies = frequencies;
    this.depths = frequencies.map(() => 0);
    frequencies.forEach((frequency, symbol) => {
      if (frequency > 0) this.heap.push(symbol);
    });
    this.fillUp();
    for (let at = (this.heap.length - 1) >> 1; at >= 1; --at) this.sink(at);
    while (this.heap.length > 2) this.join();
    this.joined.unshift(this.heap[1] as number);
  }

  lengths(longest: number): Uint8Array {
    const lengths = new Uint8Array(this.frequencies.length);
    const counts = new Uint16Array(longest + 1);
    let overflow = 0;
    for (const node of this.joined.slice(1)) {
      const length = (lengths[this.parents[node] as number] as number) + 1;
      if (length > longest) overflow += 1;
      lengths[node] = Math.min(length, longest);
      if (node < this.symbols) counts[Math.min(length, longest)] = (counts[Math.min(length, longest)] as number) + 1;
    }
    if (overflow > 0) this.shorten(lengths, counts, overflow, longest);
    return lengths.slice(0, this.symbols);
  }

  /** Gives codes to two symbols at least. */
  private fillUp(): void {
    let highest = this.heap.length > 1 ? (this.heap.at(-1) as number) : -1;
    while (this.heap.length < 3) {
      if (highest < 2) highest += 1;
      else highest = 0;
      this.frequencies[highest] = 1;
      this.heap.push(highest);
    }
  }

  /** Makes one node of the two smallest. */
  private join(): void {
    const first = this.removeSmallest();
    const second = this.heap[1] as number;
    this.joined.unshift(second, first);
    const node = this.frequencies.length;
    this.frequencies.push((this.frequencies[first] as number) + (this.frequencies[second] as number));
    this.depths.push(Math.max(this.depths[first] as number, this.depths[second] as number) + 1);
    this.parents[first] = node;
    this.parents[second] = node;
    this.heap[1] = node;
    this.sink(1);
  }

  private removeSmallest(): number {
    const smallest = this.heap[1] as number;
    this.heap[1] = this.heap.pop() as number;
    this.sink(1);
    return smallest;
  }

  private sink(start: number): void {
    const { heap } = this;
    const node = heap[start] as number;
    let at = start;
    for (let son = at * 2; son < heap.length; son = at * 2) {
      if (son + 1 < heap.length && this.isSmaller(heap[son + 1] as number, heap[son] as number)) son += 1;
      if (this.isSmaller(node, heap[son] as number)) break;
      heap[at] = heap[son] as number;
      at = son;
    }
    heap[at] = node;
  }

  private isSmaller(a: number, b: number): boolean {
    const difference = (this.frequencies[a] as number) - (this.frequencies[b] as number);
    return difference < 0 || (difference === 0 && (this.depths[a] as number) <= (this.depths[b] as number));
  }

  /** Lets no code be longer than the longest, at the cost of the next shorter ones. */
  private shorten(lengths: Uint8Array, counts: Uint16Array, overflow: number, longest: number): void {
    for (let rest = overflow; rest > 0; rest -= 2) {
      let length = longest - 1;
      while (counts[length] === 0) length -= 1;
      counts[length] = (counts[length] as number) - 1;
      counts[length + 1] = (counts[length + 1] as number) + 2;
      counts[longest] = (counts[longest] as number) - 1;
    }
    const leaves = this.joined.filter((node) => node < this.symbols);
    for (let length = longest; length > 0; --length) {
      for (let count = counts[length] as number; count > 0; --count) lengths[leaves.pop() as number] = length;
    }
  }
}

function bitsOf(lengths: Uint8Array): Uint16Array {
  const counts = new Uint16Array(17);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] as number) + 1;
  const next = new Uint16Array(17);
  for (let length = 1, code = 0; length < 16; ++length) {
    code = (code + (counts[length - 1] as number)) << 1;
    next[length] = code;
  }
  return Uint16Array.from(lengths, (length) => {
    if (length === 0) return 0;
    const code = next[length] as number;
    next[length] = code + 1;
    return reversed(code, length);
  });
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; ++bit) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}
