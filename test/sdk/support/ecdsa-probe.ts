import type { KeyObject } from "node:crypto";
import { expect } from "vitest";
import { buildProbe } from "./build-probe.ts";
import { hashes, spkiOf } from "./ec-curves.ts";
import { type RunningProbe, runProbe } from "./run-probe.ts";

/** The module under test, and what it says of signatures. */
export interface EcdsaProbe {
  probe: RunningProbe;
  useKey(key: KeyObject): void;
  verifies(hash: string, text: Buffer, signature: Buffer): boolean;
  verifiesDer(hash: string, text: Buffer, signature: Buffer): boolean;
}

export async function runEcdsaProbe(): Promise<EcdsaProbe> {
  const probe = await runProbe(await buildProbe("ecdsa"));

  function check(name: string, hash: string, text: Buffer, signature: Buffer): boolean {
    return probe.give(name, Buffer.concat([text, signature]), hashes.indexOf(hash), text.length) !== 0;
  }

  return {
    probe,
    useKey(key) {
      expect(probe.give("fromSpki", spkiOf(key))).toBeGreaterThan(0);
    },
    verifies: (hash, text, signature) => check("verify", hash, text, signature),
    verifiesDer: (hash, text, signature) => check("verifyDer", hash, text, signature),
  };
}
