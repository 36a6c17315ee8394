import { attach } from "./commands/attach.ts";
import { build } from "./commands/build.ts";
import { check } from "./commands/check.ts";
import { completion } from "./commands/completion.ts";
import { copy } from "./commands/copy.ts";
import { demo } from "./commands/demo.ts";
import { deploy } from "./commands/deploy.ts";
import { diff } from "./commands/diff.ts";
import { doctor } from "./commands/doctor.ts";
import { envoyInstall } from "./commands/envoy-install.ts";
import { envoyList } from "./commands/envoy-list.ts";
import { envoyUse } from "./commands/envoy-use.ts";
import { envoyWhich } from "./commands/envoy-which.ts";
import { explain } from "./commands/explain.ts";
import { generateKeyPair } from "./commands/generate-key-pair.ts";
import { history } from "./commands/history.ts";
import { inspect } from "./commands/inspect.ts";
import { list } from "./commands/list.ts";
import { login } from "./commands/login.ts";
import { logout } from "./commands/logout.ts";
import { logs } from "./commands/logs.ts";
import { manifest } from "./commands/manifest.ts";
import { migrate } from "./commands/migrate.ts";
import { newFilter } from "./commands/new-filter.ts";
import { pack } from "./commands/pack.ts";
import { pull } from "./commands/pull.ts";
import { push } from "./commands/push.ts";
import { resolve } from "./commands/resolve.ts";
import { rollback } from "./commands/rollback.ts";
import { run } from "./commands/run.ts";
import { sbom } from "./commands/sbom.ts";
import { sign } from "./commands/sign.ts";
import { status } from "./commands/status.ts";
import { symbolicate } from "./commands/symbolicate.ts";
import { tag } from "./commands/tag.ts";
import { test } from "./commands/test.ts";
import { undeploy } from "./commands/undeploy.ts";
import { validate } from "./commands/validate.ts";
import { verify } from "./commands/verify.ts";
import type { Registry } from "./framework/registry.ts";

/** Every command of mesh-wasm, in the order in which the help lists them. */
export const registry: Registry = {
  groups: [
    { name: "new", aliases: ["n"], summary: "Start a project from a template" },
    { name: "envoy", summary: "Find, install and choose Envoy versions" },
  ],
  commands: [
    newFilter,
    migrate,
    build,
    check,
    test,
    run,
    inspect,
    diff,
    validate,
    symbolicate,
    pack,
    push,
    pull,
    tag,
    resolve,
    list,
    copy,
    sbom,
    attach,
    sign,
    verify,
    generateKeyPair,
    login,
    logout,
    manifest,
    deploy,
    status,
    logs,
    history,
    rollback,
    undeploy,
    envoyList,
    envoyInstall,
    envoyUse,
    envoyWhich,
    demo,
    doctor,
    explain,
    completion,
  ],
};
