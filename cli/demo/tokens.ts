import { exportSPKI, generateKeyPair, SignJWT } from "jose";

/** The keys that the demo's authorization plugin trusts, and tokens signed with them. */
export interface DemoTokens {
  /** PEM of the RSA public key, for RS256. */
  publicKey: string;
  /** The shared secret for HS256, base64url. */
  secret: string;
  /** An hour-long token of a shopper, HS256. */
  shopper: string;
  /** An hour-long token of an administrator, RS256. */
  admin: string;
  /** A shopper's token that ended an hour ago. */
  expired: string;
  /** The administrator's token with another payload under the same signature. */
  forged: string;
}

/** Makes new keys for each run: nothing secret is in the package. */
export async function demoTokens(): Promise<DemoTokens> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const hs256 = (expires: string) =>
    new SignJWT({ role: "shopper" })
      .setProtectedHeader({ alg: "HS256", kid: "shop" })
      .setSubject("ana")
      .setExpirationTime(expires)
      .sign(secret);
  const admin = await new SignJWT({ role: "admin" })
    .setProtectedHeader({ alg: "RS256", kid: "corp" })
    .setSubject("root")
    .setExpirationTime("1h")
    .sign(privateKey);
  return {
    publicKey: await exportSPKI(publicKey),
    secret: Buffer.from(secret).toString("base64url"),
    shopper: await hs256("1h"),
    admin,
    expired: await hs256("-1h"),
    forged: forge(admin),
  };
}

function forge(token: string): string {
  const [header, payload, signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString());
  const other = Buffer.from(JSON.stringify({ ...claims, sub: "mallory" })).toString("base64url");
  return [header, other, signature].join(".");
}
