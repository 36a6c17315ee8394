import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { open } from "../fixtures/open.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";

interface Pair {
  certificate: string;
  key: string;
}

/** A certificate that signs itself, good for this machine and as that of a client. */
function makePair(name: string): Pair {
  const folder = temporaryFolder();
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const subject = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", "-days", "2", ...key, ...subject, ...files], { stdio: "ignore" });
  return {
    certificate: readFileSync(join(folder, "cert.pem"), "utf8"),
    key: readFileSync(join(folder, "key.pem"), "utf8"),
  };
}

/** A registry that wants a certificate of this client. With TLS 1.3 its refusal may come as a connection that breaks. */
async function registryFor(own: Pair, client: Pair): Promise<{ host: string }> {
  const options = {
    cert: own.certificate,
    key: own.key,
    ca: client.certificate,
    requestCert: true,
    rejectUnauthorized: true,
    maxVersion: "TLSv1.2" as const,
  };
  const server = createServer(options, (_, response) => void response.end('{"tags":["1.0.0"]}'));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test("a registry that wants a certificate of its client gets the one that was named", async () => {
  const [own, client, stranger] = [makePair("registry"), makePair("ana"), makePair("eve")];
  const registry = await registryFor(own, client);
  const ca = [own.certificate];
  expect(await open(registry, "acme/canary", { ca, certificate: client }).tags()).toEqual(["1.0.0"]);
  await expect(open(registry, "acme/canary", { ca }).tags()).rejects.toMatchObject({
    code: "MW0702",
    hint: "name your certificate and its key with --cert-file and --key-file",
  });
  // Of one that it does not know, Node's server says nothing: it hangs up
  const withStranger = open(registry, "acme/canary", { ca, certificate: stranger });
  await expect(withStranger.tags()).rejects.toMatchObject({ code: "MW0705" });
});
