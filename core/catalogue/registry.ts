import type { CatalogueEntry } from "./entry.ts";

/** 07xx: images and registries. */
export const registryErrors = {
  MW0701: {
    title: "Not a reference to an image",
    cause: "A reference names a registry, a repository, and a tag or a digest: `ghcr.io/acme/canary:1.0`.",
    fix: "Write REGISTRY/REPOSITORY:TAG or REGISTRY/REPOSITORY@sha256:DIGEST, with the repository in lower case.",
    exitCode: 2,
  },
  MW0702: {
    title: "The registry does not let you",
    cause: "It wants credentials, does not know those that it was given, or they are not enough for what was asked.",
    fix: "Run `mesh-wasm login REGISTRY`, and check that the user may do this in the repository.",
    exitCode: 5,
  },
  MW0703: {
    title: "The registry does not speak TLS",
    cause:
      "Registries are reached by HTTPS, and this one answers in plain HTTP. Credentials and images could be read and changed on the way.",
    fix: "Give the registry a certificate, or allow plain HTTP for this command with `--plain-http`.",
    exitCode: 5,
  },
  MW0704: {
    title: "There is no such image",
    cause:
      "The registry, folder or archive has no repository, tag or digest of this name, or does not show it to everybody.",
    fix: "Check the name with `mesh-wasm list REPOSITORY`, and log in where the repository is not public.",
    exitCode: 1,
  },
  MW0705: {
    title: "The registry cannot be reached",
    cause: "Its name is not known, nobody listens there, or the connection broke off again and again.",
    fix: "Check the name, the network, and HTTPS_PROXY and NO_PROXY. Running the command again goes on where it stopped.",
    exitCode: 5,
  },
  MW0706: {
    title: "The registry refuses",
    cause: "It has answered with an error that trying again did not mend. Its own words are below the title.",
    fix: "Read what the registry says; many limit sizes, names, formats or the number of tags that can be changed.",
    exitCode: 5,
  },
  MW0707: {
    title: "The registry's certificate is not trusted",
    cause: "Its certificate is of an authority that Node does not know, is for another name, or has run out.",
    fix: "Name the authority's certificate with `--ca-file`.",
    exitCode: 5,
  },
  MW0708: {
    title: "The registry has had too many requests",
    cause: "It limits how much may be asked of it, and waiting as long as it says did not help.",
    fix: "Wait some minutes; registries let users who have logged in ask for more.",
    exitCode: 5,
  },
  MW0709: {
    title: "No token for the registry",
    cause: "The registry sends its users to another server for a token, and that one gave none.",
    fix: "Try again; if it stays, the server for tokens is out of order or not set up for this registry.",
    exitCode: 5,
  },
  MW0710: {
    title: "Content is not what its digest says",
    cause:
      "Bytes that were fetched or stored have another digest or size than the one by which they were asked for: they were damaged or exchanged.",
    fix: "Fetch them again; if it stays, do not use this image: push it anew from its source.",
    exitCode: 1,
  },
  MW0711: {
    title: "A manifest cannot be read",
    cause: "What stands where a manifest should be is no manifest of OCI or Docker that is understood here.",
    fix: "Check that the reference names an image, and push it anew where it is damaged.",
    exitCode: 1,
  },
  MW0712: {
    title: "Content is larger than is safe",
    cause: "A manifest, layer or unpacked archive is larger than proxies take, or than it was announced.",
    fix: "Check that the reference names an image with a module; proxies take modules of up to 256 MiB.",
    exitCode: 1,
  },
  MW0713: {
    title: "The registry leads where nobody may go",
    cause: "It sends its users to a place that is less safe than itself, is on a network of their own, or has no end.",
    fix: "Ask who runs the registry: its address for tokens, uploads or downloads is set up wrongly.",
    exitCode: 5,
  },
  MW0714: {
    title: "A layer or archive is damaged",
    cause: "What should be a tar archive, compressed or not, cannot be unpacked.",
    fix: "Fetch or build the image anew.",
    exitCode: 1,
  },
  MW0715: {
    title: "An image without a module",
    cause: "The image has no layer in which proxies would look for a Wasm module.",
    fix: "Check the reference. `mesh-wasm push` makes images that Istio, Envoy Gateway and Docker read.",
    exitCode: 1,
  },
  MW0716: {
    title: "A folder or archive of images cannot be used",
    cause: "The file system does not let it be read, or it is a folder with other files, and none of images.",
    fix: "Read what the system says, or choose another path.",
    exitCode: 1,
  },
  MW0717: {
    title: "A file with credentials cannot be used",
    cause:
      "Credentials are kept where Docker and Podman keep them, and the file is damaged, or may not be read or written.",
    fix: "Mend or move the file; DOCKER_CONFIG names another folder for Docker's.",
    exitCode: 4,
  },
  MW0718: {
    title: "A credential helper failed",
    cause:
      "Docker's configuration names a helper program for credentials, and that one cannot be run or ended with an error.",
    fix: "Install the helper, or take `credsStore` or `credHelpers` out of Docker's configuration.",
    exitCode: 4,
  },
  MW0719: {
    title: "The file is there already",
    cause: "A file of this name is there, and has other content.",
    fix: "Choose another name with --output, or replace it with --force.",
    exitCode: 2,
  },
  MW0720: {
    title: "The new version may do more",
    cause:
      "The new module calls functions of the proxy, touches headers, clusters or other things of it, has callbacks or registers plugins that the old one does not.",
    fix: "Read the list above; where it is as it should be, leave out `--exit-code`.",
    exitCode: 1,
  },
  MW0721: {
    title: "Nothing of this kind is attached",
    cause: "The image has no artifact of this kind that refers to it, or it was copied without them.",
    fix: "Attach it with `mesh-wasm push` or `mesh-wasm attach`, and copy images with `mesh-wasm copy --referrers`.",
    exitCode: 1,
  },
  MW0722: {
    title: "A statement is about another image",
    cause: "Statements of in-toto name what they are about by its digest, and this image is not among it.",
    fix: "Check the reference: a statement belongs to one digest and not to whatever a tag names today.",
    exitCode: 1,
  },
} as const satisfies Record<string, CatalogueEntry>;
