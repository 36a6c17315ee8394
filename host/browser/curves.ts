import { type ECDSA, ecdsa, weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { p256, p384, p521 } from "@noble/curves/nist.js";
import { sha224 } from "@noble/hashes/sha2.js";
import type { CurveName } from "./keys.ts";

/** The curve that the library does not have. Source: NIST SP 800-186, 3.2.1.2 */
const p224 = ecdsa(
  weierstrass({
    p: 0xffffffffffffffffffffffffffffffff000000000000000000000001n,
    n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
    h: 1n,
    a: 0xfffffffffffffffffffffffffffffffefffffffffffffffffffffffen,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    Gx: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    Gy: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
  }),
  sha224,
);

export const curves: Record<CurveName, ECDSA> = { "P-224": p224, "P-256": p256, "P-384": p384, "P-521": p521 };
