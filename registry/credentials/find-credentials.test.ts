import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { processContext } from "../../core/index.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import type { Credentials } from "../remote/credentials.ts";
import { findCredentials } from "./find-credentials.ts";
import { eraseCredentials, storeCredentials } from "./store-credentials.ts";

type Context = ReturnType<typeof processContext>;

const auth = (text: string): string => Buffer.from(text).toString("base64");
const ana: Credentials = { kind: "basic", username: "ana", password: "a:b" };

/** A user with files in the home folder, by their paths; those in `bin` are programs. */
function userWith(files: Record<string, unknown>, env: Record<string, string> = {}): Context & { home: string } {
  const home = temporaryFolder();
  for (const [name, value] of Object.entries(files)) {
    const path = join(home, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
    if (name.startsWith("bin/")) chmodSync(path, 0o755);
  }
  const replaced = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, value.replace("~", home)]));
  return {
    ...processContext({ env: { HOME: home, PATH: `${join(home, "bin")}:${process.env["PATH"]}`, ...replaced } }),
    home,
  };
}

const docker = ".docker/config.json";
const podman = ".config/containers/auth.json";

test.each<[string, Record<string, unknown>, string, Credentials | undefined]>([
  ["nothing at all", {}, "ghcr.io", undefined],
  ["Docker's file", { [docker]: { auths: { "ghcr.io": { auth: auth("ana:a:b") } } } }, "ghcr.io", ana],
  ["another registry's", { [docker]: { auths: { "ghcr.io": { auth: auth("ana:a:b") } } } }, "quay.io", undefined],
  ["a URL as key", { [docker]: { auths: { "https://ghcr.io/v1/": { auth: auth("ana:a:b") } } } }, "ghcr.io", ana],
  [
    "Docker Hub's key",
    { [docker]: { auths: { "https://index.docker.io/v1/": { auth: auth("ana:a:b") } } } },
    "docker.io",
    ana,
  ],
  [
    "a name and a password",
    { [docker]: { auths: { "ghcr.io": { username: "ana", password: "a:b" } } } },
    "ghcr.io",
    ana,
  ],
  [
    "an identity token",
    { [docker]: { auths: { "ghcr.io": { auth: auth("ana:x"), identitytoken: "refresh" } } } },
    "ghcr.io",
    { kind: "identity token", token: "refresh" },
  ],
  ["an entry without anything", { [docker]: { auths: { "ghcr.io": {} } } }, "ghcr.io", undefined],
  ["an entry that is no base64", { [docker]: { auths: { "ghcr.io": { auth: "%%%" } } } }, "ghcr.io", undefined],
  ["an empty file", { [docker]: "" }, "ghcr.io", undefined],
  ["Podman's file", { [podman]: { auths: { "ghcr.io": { auth: auth("ana:a:b") } } } }, "ghcr.io", ana],
  [
    "Podman's file, for a part of the registry",
    { [podman]: { auths: { "ghcr.io/acme": { auth: auth("ana:a:b") }, "ghcr.io": { auth: auth("bob:x") } } } },
    "ghcr.io",
    ana,
  ],
  [
    "Docker's before Podman's",
    {
      [docker]: { auths: { "ghcr.io": { auth: auth("ana:a:b") } } },
      [podman]: { auths: { "ghcr.io": { auth: auth("bob:x") } } },
    },
    "ghcr.io",
    ana,
  ],
])("credentials come out of %s", async (_, files, registry, expected) => {
  expect(await findCredentials(userWith(files), registry, "acme/canary")).toEqual(expected);
});

test.each<[string, Record<string, string>, string]>([
  ["DOCKER_CONFIG", { DOCKER_CONFIG: "~/there" }, "there/config.json"],
  ["REGISTRY_AUTH_FILE", { REGISTRY_AUTH_FILE: "~/there/it.json" }, "there/it.json"],
  ["XDG_RUNTIME_DIR", { XDG_RUNTIME_DIR: "~/run" }, "run/containers/auth.json"],
  ["XDG_CONFIG_HOME", { XDG_CONFIG_HOME: "~/conf" }, "conf/containers/auth.json"],
])("%s names the file", async (_, env, file) => {
  const user = userWith({ [file]: { auths: { "ghcr.io": { auth: auth("ana:a:b") } } } }, env);
  expect(await findCredentials(user, "ghcr.io")).toEqual(ana);
});

/** A helper that keeps credentials in files of the home folder, as `docker-credential-pass` does behind a password. */
const helper = `#!/bin/sh
store="$HOME/secrets"
mkdir -p "$store"
input=$(cat)
case $1 in
  get) file="$store/$(echo "$input" | tr -c 'a-z.\\n' _)"; [ -f "$file" ] && cat "$file" || { echo "credentials not found in native keychain"; exit 1; } ;;
  store) key=$(echo "$input" | sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/'); echo "$input" > "$store/$(echo "$key" | tr -c 'a-z.\\n' _)" ;;
  erase) file="$store/$(echo "$input" | tr -c 'a-z.\\n' _)"; [ -f "$file" ] && rm "$file" || { echo "credentials not found in native keychain"; exit 1; } ;;
esac
`;

test.each<[string, object]>([
  ["for all registries", { credsStore: "test" }],
  ["for one registry", { credHelpers: { "ghcr.io": "test" } }],
])("a helper %s keeps, finds and forgets", async (_, config) => {
  const user = userWith({ [docker]: { ...config, kept: true }, "bin/docker-credential-test": helper });
  expect(await findCredentials(user, "ghcr.io")).toBeUndefined();
  expect(await storeCredentials(user, "ghcr.io", { username: "ana", password: "a:b" })).toEqual({
    in: "docker-credential-test",
    isPlain: false,
  });
  expect(readFileSync(join(user.home, docker), "utf8")).not.toContain("a:b");
  expect(await findCredentials(user, "ghcr.io")).toEqual(ana);
  expect(await eraseCredentials(user, "ghcr.io")).toEqual({ in: "docker-credential-test", isPlain: false });
  expect(await findCredentials(user, "ghcr.io")).toBeUndefined();
  expect(await eraseCredentials(user, "ghcr.io")).toBeUndefined();
  expect(JSON.parse(readFileSync(join(user.home, docker), "utf8"))).toMatchObject({ ...config, kept: true });
});

test("without a helper a file has them that only its owner can read, and all else in it stays", async () => {
  const user = userWith({ [docker]: { proxies: { default: {} }, auths: { "quay.io": { auth: auth("bob:x") } } } });
  const path = join(user.home, docker);
  expect(await storeCredentials(user, "ghcr.io", { username: "ana", password: "a:b" })).toEqual({
    in: path,
    isPlain: true,
  });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
    proxies: { default: {} },
    auths: { "quay.io": { auth: auth("bob:x") }, "ghcr.io": { auth: auth("ana:a:b") } },
  });
  expect(await eraseCredentials(user, "ghcr.io")).toEqual({ in: path, isPlain: true });
  expect(await findCredentials(user, "ghcr.io")).toBeUndefined();
});

test.each<[string, Record<string, unknown>, string]>([
  ["a file that is no JSON", { [docker]: "{" }, "MW0717"],
  ["a file whose fields are others", { [docker]: { auths: 5 } }, "MW0717"],
  ["a helper that there is not", { [docker]: { credsStore: "missing" } }, "MW0718"],
  [
    "a helper that fails",
    { [docker]: { credsStore: "bad" }, "bin/docker-credential-bad": "#!/bin/sh\necho locked\nexit 1\n" },
    "MW0718",
  ],
  [
    "a helper that answers no JSON",
    { [docker]: { credsStore: "bad" }, "bin/docker-credential-bad": "#!/bin/sh\necho hello\n" },
    "MW0718",
  ],
])("%s is an error", async (_, files, code) => {
  await expect(findCredentials(userWith(files), "ghcr.io")).rejects.toMatchObject({ code });
});
