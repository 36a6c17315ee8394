import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { processContext } from "../../core/index.ts";
import { folderWith } from "../fixtures/project.ts";
import { builderOf } from "./builder.ts";
import { lockedPackages } from "./locked-packages.ts";
import { commitUri, sourceCommit } from "./source-commit.ts";

test.each([
  ["https://github.com/acme/filters.git", "git+https://github.com/acme/filters@refs/heads/main"],
  ["https://ana:secret@github.com/acme/filters", "git+https://github.com/acme/filters@refs/heads/main"],
  ["git@github.com:acme/filters.git", "git+ssh://github.com/acme/filters@refs/heads/main"],
  ["ssh://git@git.example:2222/acme/filters/", "git+ssh://git.example:2222/acme/filters@refs/heads/main"],
  ["/srv/git/filters", undefined],
  ["../filters", undefined],
  ["file:///srv/git/filters", undefined],
])("the remote %s is %s", (remote, uri) => {
  expect(commitUri(remote, "refs/heads/main")).toBe(uri);
});

test("a commit is told with its branch, and whether files were changed since", async () => {
  const folder = folderWith({ "index.ts": "" });
  const ctx = processContext();
  expect(await sourceCommit(ctx, folder)).toBeUndefined();
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  git("init", "--quiet", "--initial-branch=main");
  expect(await sourceCommit(ctx, folder)).toBeUndefined();
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
  const commit = git("rev-parse", "HEAD").trim();
  expect(await sourceCommit(ctx, folder)).toEqual({ uri: undefined, commit, isChanged: false });
  git("remote", "add", "origin", "git@github.com:acme/filters.git");
  writeFileSync(join(folder, "index.ts"), "changed");
  expect(await sourceCommit(ctx, folder)).toEqual({
    uri: "git+ssh://github.com/acme/filters@refs/heads/main",
    commit,
    isChanged: true,
  });
  git("checkout", "--quiet", "--detach");
  expect((await sourceCommit(ctx, folder))?.uri).toBe("git+ssh://github.com/acme/filters");
});

test("the builder is GitHub's, GitLab's, or somebody's machine", () => {
  const github = { GITHUB_ACTIONS: "true", GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/filters" };
  expect(
    builderOf({ ...github, GITHUB_RUN_ID: "7", GITHUB_RUN_ATTEMPT: "2", RUNNER_ENVIRONMENT: "github-hosted" }),
  ).toEqual({
    id: "https://github.com/actions/runner/github-hosted",
    invocation: "https://github.com/acme/filters/actions/runs/7/attempts/2",
  });
  const gitlab = { GITLAB_CI: "true", CI_SERVER_URL: "https://gitlab.example", CI_RUNNER_ID: "3" };
  expect(builderOf({ ...gitlab, CI_JOB_URL: "https://gitlab.example/acme/-/jobs/9" })).toEqual({
    id: "https://gitlab.example/-/runners/3",
    invocation: "https://gitlab.example/acme/-/jobs/9",
  });
  expect(builderOf({})).toEqual({ id: "https://mesh-wasm.io/builders/local", invocation: undefined });
});

test("hashes of packages are those of the nearest lock file", async () => {
  const hash = Buffer.alloc(64, 7);
  const packages = {
    "": { version: "1.0.0" },
    "node_modules/mesh-wasm": { version: "0.1.0", integrity: `sha512-${hash.toString("base64")}` },
    "node_modules/mesh-wasm/node_modules/@acme/inner": {
      version: "2.0.0",
      integrity: `sha512-${hash.toString("base64")}`,
    },
    "node_modules/old": { version: "1.0.0", integrity: "sha1-AAAA" },
    "packages/linked": { version: "1.0.0" },
  };
  const folder = folderWith({ "package-lock.json": JSON.stringify({ packages }), "packages/filter/index.ts": "" });
  const locked = await lockedPackages(join(folder, "packages/filter"));
  expect([...locked]).toEqual([
    ["mesh-wasm@0.1.0", hash.toString("hex")],
    ["@acme/inner@2.0.0", hash.toString("hex")],
  ]);
  writeFileSync(join(folder, "package-lock.json"), "{");
  await expect(lockedPackages(folder)).rejects.toMatchObject({ code: "MW0107" });
});
