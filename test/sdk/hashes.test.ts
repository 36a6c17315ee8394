import { createHash, createHmac, randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("hashes"));
});

/** The hashes in the order of the probe: name, bytes of a block. */
const hashes = [
  { name: "md5", which: 0, block: 64 },
  { name: "sha1", which: 1, block: 64 },
  { name: "sha224", which: 2, block: 64 },
  { name: "sha256", which: 3, block: 64 },
  { name: "sha384", which: 4, block: 128 },
  { name: "sha512", which: 5, block: 128 },
  { name: "sha512-256", which: 6, block: 128 },
];

/** The members of HashAlgorithm in order. */
const algorithms = ["sha224", "sha256", "sha384", "sha512"];

function hashOf(name: string, data: Uint8Array): string {
  return createHash(name).update(data).digest("hex");
}

function hmacOf(name: string, key: Uint8Array, data: Uint8Array): string {
  return createHmac(name, key).update(data).digest("hex");
}

function output(): string {
  return probe.output().toString("hex");
}

describe("vectors of the standards", () => {
  const twoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  const twoLongBlocks =
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

  // RFC 1321, appendix A.5; FIPS 180-4 and NIST's examples with intermediate values
  test.each([
    ["md5", "", "d41d8cd98f00b204e9800998ecf8427e"],
    ["md5", "abc", "900150983cd24fb0d6963f7d28e17f72"],
    ["md5", "message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
    [
      "md5",
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a",
    ],
    ["sha1", "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    ["sha1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"],
    ["sha1", twoBlocks, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"],
    ["sha224", "abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"],
    ["sha224", twoBlocks, "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"],
    ["sha256", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    ["sha256", twoBlocks, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"],
    [
      "sha384",
      "abc",
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
    ],
    [
      "sha384",
      twoLongBlocks,
      "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712fcc7c71a557e2db966c3e9fa91746039",
    ],
    [
      "sha512",
      "abc",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ],
    [
      "sha512",
      twoLongBlocks,
      "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
    ],
    ["sha512-256", "abc", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"],
    ["sha512-256", twoLongBlocks, "3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a"],
  ])("%s of %j", (name, text, digest) => {
    probe.give("hashAll", text, hashes.find((hash) => hash.name === name)?.which ?? -1);
    expect(output()).toBe(digest);
  });

  test.each([
    ["md5", "7707d6ae4e027c70eea2a935c2296f21"],
    ["sha1", "34aa973cd4c4daa4f61eeb2bdbad27316534016f"],
    ["sha224", "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67"],
    ["sha256", "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
    ["sha384", "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b07b8b3dc38ecc4ebae97ddd87f3d8985"],
    [
      "sha512",
      "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
    ],
  ])("%s of a million times a", (name, digest) => {
    const which = hashes.find((hash) => hash.name === name)?.which ?? -1;
    probe.give("hashRepeated", "a".repeat(1000), which, 1000);
    expect(output()).toBe(digest);
  });
});

describe.each(hashes)("$name", ({ name, which, block }) => {
  test("of every length up to beyond two blocks, and of many", () => {
    for (const length of [...Array(301).keys(), 1000, 4095, 4096, 70_001]) {
      const data = randomBytes(length);
      probe.give("hashAll", data, which);
      expect([length, output()]).toEqual([length, hashOf(name, data)]);
    }
  });

  test("in two parts at every place, with a digest in between", () => {
    for (const length of [0, 1, block - 9, block - 1, block, block + 1, 2 * block, 2 * block + 17, 3 * block]) {
      const data = randomBytes(length);
      const digest = hashOf(name, data);
      for (let at = 0; at <= length; ++at) {
        expect([length, at, probe.give("hashSplit", data, which, at)]).toEqual([length, at, 1]);
        expect([length, at, output()]).toEqual([length, at, digest]);
      }
    }
  });

  test("in parts of one size, after a reset", () => {
    const data = randomBytes(1000);
    for (const size of [1, 3, 7, block - 1, block, block + 1, 2 * block, 999, 1000, 1001]) {
      probe.give("hashParts", data, which, size);
      expect([size, output()]).toEqual([size, hashOf(name, data)]);
    }
  });

  test("of ranges, also those that reach beyond", () => {
    const data = randomBytes(20);
    for (const [start, end] of [
      [0, 20],
      [3, 17],
      [-5, 4],
      [4, 1000],
      [10, 10],
      [12, 3],
      [30, 40],
      [5, -(2 ** 31)],
      [-(2 ** 31), 3],
      [2 ** 31 - 1, 2 ** 31 - 1],
    ] as const) {
      probe.give("hashRange", data, which, start, end);
      expect(output()).toBe(hashOf(name, data.subarray(Math.max(start, 0), Math.max(end, start, 0))));
    }
  });

  test("HMAC with keys shorter and longer than a block", () => {
    for (const keySize of [0, 1, 20, block - 1, block, block + 1, 2 * block, 333]) {
      for (const length of [0, 1, block - 17, block, 300]) {
        const bytes = randomBytes(keySize + length);
        probe.give("hmacOf", bytes, which, keySize);
        const code = hmacOf(name, bytes.subarray(0, keySize), bytes.subarray(keySize));
        expect([keySize, length, output()]).toEqual([keySize, length, code]);
        expect(probe.give("hmacReused", bytes, which, keySize, length >> 1)).toBe(1);
        expect([keySize, length, output()]).toEqual([keySize, length, code]);
      }
    }
  });

  test("HMAC verifies the code, and no other", () => {
    const bytes = randomBytes(90);
    const code = Buffer.from(hmacOf(name, bytes.subarray(0, 40), bytes.subarray(40)), "hex");
    expect(probe.give("hmacVerifies", Buffer.concat([bytes, code]), which, 40, code.length)).toBe(1);
    for (let bit = 0; bit < code.length * 8; ++bit) {
      const wrong = flip(code, bit);
      expect(probe.give("hmacVerifies", Buffer.concat([bytes, wrong]), which, 40, code.length)).toBe(0);
    }
    for (const size of [0, 1, code.length - 1]) {
      const short = code.subarray(0, size);
      expect(probe.give("hmacVerifies", Buffer.concat([bytes, short]), which, 40, size)).toBe(0);
    }
  });
});

describe("by an algorithm", () => {
  test.each([...algorithms.entries()])("%i is %s", (algorithm, name) => {
    for (const length of [0, 3, 200]) {
      const data = randomBytes(length);
      const size = probe.give("digestOf", data, algorithm);
      expect(output()).toBe(hashOf(name, data));
      expect(size).toBe(probe.output().length);
      probe.give("hmacByAlgorithm", data, algorithm, length >> 1);
      expect(output()).toBe(hmacOf(name, data.subarray(0, length >> 1), data.subarray(length >> 1)));
    }
  });
});

describe("HMAC vectors", () => {
  const long = "Test Using Larger Than Block-Size Key - Hash Key First";
  const longer =
    "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.";

  // RFC 4231, sections 4.2 to 4.8 without 4.6: key, data, the codes of SHA-224, SHA-256, SHA-384 and SHA-512
  test.each([
    [
      "0b".repeat(20),
      "Hi There",
      "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
      "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
    ],
    [
      Buffer.from("Jefe").toString("hex"),
      "what do ya want for nothing?",
      "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    ],
    [
      "aa".repeat(20),
      Buffer.alloc(50, 0xdd),
      "7fb3cb3588c6c1f6ffa9694d7d6ad2649365b0c1f65d69d1ec8333ea",
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
      "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27",
      "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
    ],
    [
      "0102030405060708090a0b0c0d0e0f10111213141516171819",
      Buffer.alloc(50, 0xcd),
      "6c11506874013cac6a2abc1bb382627cec6a90d86efc012de7afec5a",
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
      "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb",
      "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd",
    ],
    [
      "aa".repeat(131),
      long,
      "95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
      "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
      "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
    ],
    [
      "aa".repeat(131),
      longer,
      "3a854166ac5d9f023f54d517d0b39dbd946770db9c2b95c9f6f565d1",
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
      "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e",
      "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
    ],
  ])("of RFC 4231 with the key %s", (key, data, ...codes) => {
    const bytes = Buffer.concat([Buffer.from(key, "hex"), Buffer.from(data)]);
    for (const [algorithm, code] of codes.entries()) {
      probe.give("hmacByAlgorithm", bytes, algorithm, key.length / 2);
      expect(output()).toBe(code);
    }
  });

  // RFC 2202, sections 2 and 3
  test.each([
    ["0b".repeat(16), 0, "Hi There", "9294727a3638bb1c13f48ef8158bfc9d"],
    [Buffer.from("Jefe").toString("hex"), 0, "what do ya want for nothing?", "750c783e6ab0b503eaa86e310a5db738"],
    ["0b".repeat(20), 1, "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"],
    ["aa".repeat(80), 1, long, "aa4ae5e15272d00e95705637ce8a3b55ed402112"],
  ])("of RFC 2202 with the key %s", (key, which, data, code) => {
    const bytes = Buffer.concat([Buffer.from(key, "hex"), Buffer.from(data)]);
    probe.give("hmacOf", bytes, which, key.length / 2);
    expect(output()).toBe(code);
  });
});

describe("comparison in constant time", () => {
  test("finds the same bytes, and each bit that differs", () => {
    for (let length = 0; length <= 70; ++length) {
      const bytes = randomBytes(length);
      expect(probe.give("halvesAreEqual", Buffer.concat([bytes, bytes]), length)).toBe(1);
      for (let bit = 0; bit < length * 8; ++bit) {
        expect(probe.give("halvesAreEqual", Buffer.concat([bytes, flip(bytes, bit)]), length)).toBe(0);
      }
    }
  });

  test("takes no two differences for none", () => {
    for (const change of [0x01, 0x80, 0xff]) {
      const bytes = Buffer.alloc(32);
      const other = Buffer.alloc(32);
      other[3] = change;
      other[17] = change;
      expect(probe.give("halvesAreEqual", Buffer.concat([bytes, other]), 32)).toBe(0);
    }
  });

  test("tells lengths apart, also where one begins the other", () => {
    const bytes = Buffer.alloc(9);
    for (let at = 0; at <= 9; ++at) expect(probe.give("halvesAreEqual", bytes, at)).toBe(0);
  });
});

/** A copy in which one bit is another. */
function flip(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
