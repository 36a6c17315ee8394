import type { Node } from "./metadata.ts";

/** What a release of Envoy says of its build. */
interface Release {
  patch: number;
  revision: string;
}

/** The releases that the host imitates, by minor number: each the last patch that it was compared with. */
const releases: Record<number, Release> = {
  36: { patch: 4, revision: "bad8280de85c25b147a90c1d9b8a8c67a13e7134" },
  37: { patch: 0, revision: "3909deb175ef358202d6ab4f94d683ffc0fdb477" },
  38: { patch: 2, revision: "f387231af8dd7274e37c5ae2cc797cb09a948818" },
  39: { patch: 3, revision: "6eb0d2d97489ec1b4e1584a004f5de443d97a41b" },
  40: { patch: 0, revision: "9e5580933739775e8bce696a57a2e1bc99368f23" },
};

/**
 * The node as the configuration has it, with what Envoy adds of its own: its name and its build. Envoy also adds the list of its
 * extensions, 60 kilobytes that only a control plane reads; the host has none.
 */
export function completeNode(node: Node, envoyMinor: number): Node {
  const release = releases[envoyMinor];
  return {
    ...node,
    user_agent_name: "envoy",
    ...(release ? { user_agent_build_version: buildOf(release, envoyMinor) } : {}),
  };
}

function buildOf({ patch, revision }: Release, minor: number): NonNullable<Node["user_agent_build_version"]> {
  return {
    version: { major_number: 1, minor_number: minor, patch },
    metadata: {
      "build.type": "RELEASE",
      "revision.sha": revision,
      "revision.status": "Clean",
      "ssl.version": "BoringSSL",
    },
  };
}
