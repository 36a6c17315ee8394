// Products in the field of 2^255 - 19. An element is ten limbs of 26 and 25 bits in turn, the lowest first, each an i32: the
// limbs f stand for the sum of f[i] * 2^ceil(25.5 * i). Limbs may be negative.
//
// What multiply and square write has limbs from 0 to hardly more than 2^26 and 2^25. They take the sum or difference of up to
// three of those, which keeps each sum of products below 2^63. The result may stand where an argument does.

const mask25: i64 = (1 << 25) - 1;
const mask26: i64 = (1 << 26) - 1;

/** The product of two elements. */
export function multiply(to: usize, a: usize, b: usize): void {
  const f0 = <i64>load<i32>(a);
  const f1 = <i64>load<i32>(a, 4);
  const f2 = <i64>load<i32>(a, 8);
  const f3 = <i64>load<i32>(a, 12);
  const f4 = <i64>load<i32>(a, 16);
  const f5 = <i64>load<i32>(a, 20);
  const f6 = <i64>load<i32>(a, 24);
  const f7 = <i64>load<i32>(a, 28);
  const f8 = <i64>load<i32>(a, 32);
  const f9 = <i64>load<i32>(a, 36);
  const g0 = <i64>load<i32>(b);
  const g1 = <i64>load<i32>(b, 4);
  const g2 = <i64>load<i32>(b, 8);
  const g3 = <i64>load<i32>(b, 12);
  const g4 = <i64>load<i32>(b, 16);
  const g5 = <i64>load<i32>(b, 20);
  const g6 = <i64>load<i32>(b, 24);
  const g7 = <i64>load<i32>(b, 28);
  const g8 = <i64>load<i32>(b, 32);
  const g9 = <i64>load<i32>(b, 36);
  // 2^255 is 19: what overflows comes in again times 19. Two limbs of 25 bits make one more bit than their place has.
  const d1 = f1 << 1;
  const d3 = f3 << 1;
  const d5 = f5 << 1;
  const d7 = f7 << 1;
  const d9 = f9 << 1;
  const n1 = 19 * g1;
  const n2 = 19 * g2;
  const n3 = 19 * g3;
  const n4 = 19 * g4;
  const n5 = 19 * g5;
  const n6 = 19 * g6;
  const n7 = 19 * g7;
  const n8 = 19 * g8;
  const n9 = 19 * g9;
  const h0 = f0 * g0 + d1 * n9 + f2 * n8 + d3 * n7 + f4 * n6 + d5 * n5 + f6 * n4 + d7 * n3 + f8 * n2 + d9 * n1;
  const h1 =
    (h0 >> 26) + f0 * g1 + f1 * g0 + f2 * n9 + f3 * n8 + f4 * n7 + f5 * n6 + f6 * n5 + f7 * n4 + f8 * n3 + f9 * n2;
  const h2 =
    (h1 >> 25) + f0 * g2 + d1 * g1 + f2 * g0 + d3 * n9 + f4 * n8 + d5 * n7 + f6 * n6 + d7 * n5 + f8 * n4 + d9 * n3;
  const h3 =
    (h2 >> 26) + f0 * g3 + f1 * g2 + f2 * g1 + f3 * g0 + f4 * n9 + f5 * n8 + f6 * n7 + f7 * n6 + f8 * n5 + f9 * n4;
  const h4 =
    (h3 >> 25) + f0 * g4 + d1 * g3 + f2 * g2 + d3 * g1 + f4 * g0 + d5 * n9 + f6 * n8 + d7 * n7 + f8 * n6 + d9 * n5;
  const h5 =
    (h4 >> 26) + f0 * g5 + f1 * g4 + f2 * g3 + f3 * g2 + f4 * g1 + f5 * g0 + f6 * n9 + f7 * n8 + f8 * n7 + f9 * n6;
  const h6 =
    (h5 >> 25) + f0 * g6 + d1 * g5 + f2 * g4 + d3 * g3 + f4 * g2 + d5 * g1 + f6 * g0 + d7 * n9 + f8 * n8 + d9 * n7;
  const h7 =
    (h6 >> 26) + f0 * g7 + f1 * g6 + f2 * g5 + f3 * g4 + f4 * g3 + f5 * g2 + f6 * g1 + f7 * g0 + f8 * n9 + f9 * n8;
  const h8 =
    (h7 >> 25) + f0 * g8 + d1 * g7 + f2 * g6 + d3 * g5 + f4 * g4 + d5 * g3 + f6 * g2 + d7 * g1 + f8 * g0 + d9 * n9;
  const h9 =
    (h8 >> 26) + f0 * g9 + f1 * g8 + f2 * g7 + f3 * g6 + f4 * g5 + f5 * g4 + f6 * g3 + f7 * g2 + f8 * g1 + f9 * g0;
  const low = (h0 & mask26) + 19 * (h9 >> 25);
  store<i32>(to, <i32>(low & mask26));
  store<i32>(to, <i32>((h1 & mask25) + (low >> 26)), 4);
  store<i32>(to, <i32>(h2 & mask26), 8);
  store<i32>(to, <i32>(h3 & mask25), 12);
  store<i32>(to, <i32>(h4 & mask26), 16);
  store<i32>(to, <i32>(h5 & mask25), 20);
  store<i32>(to, <i32>(h6 & mask26), 24);
  store<i32>(to, <i32>(h7 & mask25), 28);
  store<i32>(to, <i32>(h8 & mask26), 32);
  store<i32>(to, <i32>(h9 & mask25), 36);
}

/** The square of an element. */
export function square(to: usize, a: usize): void {
  const f0 = <i64>load<i32>(a);
  const f1 = <i64>load<i32>(a, 4);
  const f2 = <i64>load<i32>(a, 8);
  const f3 = <i64>load<i32>(a, 12);
  const f4 = <i64>load<i32>(a, 16);
  const f5 = <i64>load<i32>(a, 20);
  const f6 = <i64>load<i32>(a, 24);
  const f7 = <i64>load<i32>(a, 28);
  const f8 = <i64>load<i32>(a, 32);
  const f9 = <i64>load<i32>(a, 36);
  const d0 = f0 << 1;
  const d1 = f1 << 1;
  const d2 = f2 << 1;
  const d3 = f3 << 1;
  const d4 = f4 << 1;
  const d5 = f5 << 1;
  const d6 = f6 << 1;
  const d7 = f7 << 1;
  const m5 = 38 * f5;
  const m7 = 38 * f7;
  const m9 = 38 * f9;
  const n6 = 19 * f6;
  const n8 = 19 * f8;
  const h0 = f0 * f0 + d1 * m9 + d2 * n8 + d3 * m7 + d4 * n6 + f5 * m5;
  const h1 = (h0 >> 26) + d0 * f1 + f2 * m9 + d3 * n8 + f4 * m7 + d5 * n6;
  const h2 = (h1 >> 25) + d0 * f2 + d1 * f1 + d3 * m9 + d4 * n8 + d5 * m7 + f6 * n6;
  const h3 = (h2 >> 26) + d0 * f3 + d1 * f2 + f4 * m9 + d5 * n8 + f6 * m7;
  const h4 = (h3 >> 25) + d0 * f4 + d1 * d3 + f2 * f2 + d5 * m9 + d6 * n8 + f7 * m7;
  const h5 = (h4 >> 26) + d0 * f5 + d1 * f4 + d2 * f3 + f6 * m9 + d7 * n8;
  const h6 = (h5 >> 25) + d0 * f6 + d1 * d5 + d2 * f4 + d3 * f3 + d7 * m9 + f8 * n8;
  const h7 = (h6 >> 26) + d0 * f7 + d1 * f6 + d2 * f5 + d3 * f4 + f8 * m9;
  const h8 = (h7 >> 25) + d0 * f8 + d1 * d7 + d2 * f6 + d3 * d5 + f4 * f4 + f9 * m9;
  const h9 = (h8 >> 26) + d0 * f9 + d1 * f8 + d2 * f7 + d3 * f6 + d4 * f5;
  const low = (h0 & mask26) + 19 * (h9 >> 25);
  store<i32>(to, <i32>(low & mask26));
  store<i32>(to, <i32>((h1 & mask25) + (low >> 26)), 4);
  store<i32>(to, <i32>(h2 & mask26), 8);
  store<i32>(to, <i32>(h3 & mask25), 12);
  store<i32>(to, <i32>(h4 & mask26), 16);
  store<i32>(to, <i32>(h5 & mask25), 20);
  store<i32>(to, <i32>(h6 & mask26), 24);
  store<i32>(to, <i32>(h7 & mask25), 28);
  store<i32>(to, <i32>(h8 & mask26), 32);
  store<i32>(to, <i32>(h9 & mask25), 36);
}

/** The square of the square and so on, so many times. */
export function squareTimes(to: usize, a: usize, times: i32): void {
  square(to, a);
  for (let i = 1; i < times; ++i) square(to, to);
}
