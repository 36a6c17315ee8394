import { Bytes } from "mesh-wasm/assembly";
import { constantTimeEqual } from "mesh-wasm/assembly/crypto/constant-time-equal";
import { createHash } from "mesh-wasm/assembly/crypto/create-hash";
import { digest } from "mesh-wasm/assembly/crypto/digest";
import { digestSize } from "mesh-wasm/assembly/crypto/digest-size";
import { Hash } from "mesh-wasm/assembly/crypto/hash";
import { HashAlgorithm } from "mesh-wasm/assembly/crypto/hash-algorithm";
import { Hmac, hmac } from "mesh-wasm/assembly/crypto/hmac";
import { hmacMd5 } from "mesh-wasm/assembly/crypto/hmac-md5";
import { hmacSha1 } from "mesh-wasm/assembly/crypto/hmac-sha1";
import { hmacSha256 } from "mesh-wasm/assembly/crypto/hmac-sha256";
import { hmacSha384 } from "mesh-wasm/assembly/crypto/hmac-sha384";
import { hmacSha512 } from "mesh-wasm/assembly/crypto/hmac-sha512";
import { Md5, md5 } from "mesh-wasm/assembly/crypto/md5";
import { Sha1, sha1 } from "mesh-wasm/assembly/crypto/sha1";
import { Sha224, sha224 } from "mesh-wasm/assembly/crypto/sha224";
import { Sha256, sha256 } from "mesh-wasm/assembly/crypto/sha256";
import { Sha384, sha384 } from "mesh-wasm/assembly/crypto/sha384";
import { Sha512, sha512 } from "mesh-wasm/assembly/crypto/sha512";
import { Sha512_256, sha512_256 } from "mesh-wasm/assembly/crypto/sha512-256";
import { input, putBytes } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

// A hash is named by its place in this list: md5, sha1, sha224, sha256, sha384, sha512, sha512-256.

function newHash(which: i32): Hash {
  switch (which) {
    case 0:
      return new Md5();
    case 1:
      return new Sha1();
    case 2:
      return new Sha224();
    case 3:
      return new Sha256();
    case 4:
      return new Sha384();
    case 5:
      return new Sha512();
    default:
      return new Sha512_256();
  }
}

function hashOf(which: i32, data: Bytes): Bytes {
  switch (which) {
    case 0:
      return md5(data);
    case 1:
      return sha1(data);
    case 2:
      return sha224(data);
    case 3:
      return sha256(data);
    case 4:
      return sha384(data);
    case 5:
      return sha512(data);
    default:
      return sha512_256(data);
  }
}

export function hashAll(which: i32): void {
  putBytes(hashOf(which, input));
}

/** The hash of the input in two parts, with the digest of the first one taken in between. */
export function hashSplit(which: i32, at: i32): bool {
  const hash = newHash(which);
  hash.update(input, 0, at);
  const first = hash.digest();
  hash.update(input, at);
  putBytes(hash.digest());
  return same(first, hashOf(which, input.slice<Bytes>(0, at)));
}

/** The hash of the input in parts of a size, after the hash has served for something else. */
export function hashParts(which: i32, size: i32): void {
  const hash = newHash(which);
  hash.update(input);
  hash.reset();
  for (let at = 0; at < input.length; at += size) hash.update(input, at, at + size);
  putBytes(hash.digest());
}

/** The hash of a range of the input. */
export function hashRange(which: i32, start: i32, end: i32): void {
  const hash = newHash(which);
  hash.update(input, start, end);
  putBytes(hash.digest());
}

/** The hash of the input that many times over. */
export function hashRepeated(which: i32, times: i32): void {
  const hash = newHash(which);
  for (let i = 0; i < times; ++i) hash.update(input);
  putBytes(hash.digest());
}

export function digestOf(algorithm: i32): i32 {
  const sum = digest(<HashAlgorithm>algorithm, input);
  const hash = createHash(<HashAlgorithm>algorithm);
  hash.update(input);
  putBytes(sum);
  return same(sum, hash.digest()) && hash.digestSize == sum.length ? digestSize(<HashAlgorithm>algorithm) : -1;
}

/** HMAC with the first bytes of the input as key, by the function of its own where there is one. */
export function hmacOf(which: i32, keySize: i32): void {
  const key = input.slice<Bytes>(0, keySize);
  const data = input.slice<Bytes>(keySize);
  switch (which) {
    case 0:
      return putBytes(hmacMd5(key, data));
    case 1:
      return putBytes(hmacSha1(key, data));
    case 3:
      return putBytes(hmacSha256(key, data));
    case 4:
      return putBytes(hmacSha384(key, data));
    case 5:
      return putBytes(hmacSha512(key, data));
    default:
      return putBytes(new Hmac(newHash(which), key).sign(data));
  }
}

export function hmacByAlgorithm(algorithm: i32, keySize: i32): void {
  putBytes(hmac(<HashAlgorithm>algorithm, input.slice<Bytes>(0, keySize), input.slice<Bytes>(keySize)));
}

/** HMAC of the rest of the input by one object: in two parts, then at once, then after something was begun. */
export function hmacReused(which: i32, keySize: i32, at: i32): bool {
  const data = input.slice<Bytes>(keySize);
  const hmac = new Hmac(newHash(which), input.slice<Bytes>(0, keySize));
  hmac.update(data, 0, at);
  hmac.update(data, at);
  const code = hmac.digest();
  putBytes(code);
  if (!same(code, hmac.sign(data))) return false;
  hmac.update(data);
  hmac.reset();
  hmac.update(data);
  return same(code, hmac.digest()) && hmac.size == code.length;
}

/** Whether the input's last bytes are the code of those before. */
export function hmacVerifies(which: i32, keySize: i32, codeSize: i32): bool {
  const hmac = new Hmac(newHash(which), input.slice<Bytes>(0, keySize));
  const end = input.length - codeSize;
  return hmac.verify(input.slice<Bytes>(keySize, end), input.slice<Bytes>(end));
}

export function halvesAreEqual(at: i32): bool {
  return constantTimeEqual(input.slice<Bytes>(0, at), input.slice<Bytes>(at));
}

function same(a: Bytes, b: Bytes): bool {
  return a.length == b.length && memory.compare(changetype<usize>(a), changetype<usize>(b), a.length) == 0;
}
