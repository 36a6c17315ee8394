import { MeshWasmError } from "../../core/index.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "./http-client.ts";
import { isLoopback } from "./realm.ts";

const largestProbe = 1 << 16;
/** So servers answer to whom they expected to speak TLS; no registry finds fault with a first question. */
const ofTls = 400;

/** Where the API of a registry is. */
export class Endpoint {
  private readonly host: string;
  private readonly client: HttpClient;
  private found: Promise<string> | undefined;

  /**
   * @param registry As references name it.
   * @param plainHttp Whether it is reached without TLS. Undefined: a registry on this machine is asked without TLS first, and all
   * others are not.
   * @throws MeshWasmError MW0701 for what is no name of a host
   */
  constructor(registry: string, client: HttpClient, plainHttp?: boolean) {
    this.host = registry === "docker.io" ? "registry-1.docker.io" : registry;
    this.client = client;
    if (plainHttp !== undefined) this.found = Promise.resolve(originOf(this.host, plainHttp));
  }

  /** The scheme and host of the API, such as `https://ghcr.io`. */
  origin(): Promise<string> {
    this.found ??= this.find();
    return this.found;
  }

  /**
   * Sends a first request without credentials to a registry on this machine of which it is not known yet whether it knows TLS.
   *
   * @returns its answer; undefined where this says nothing, and the request has to be sent as any other
   */
  async firstAnswer(request: Omit<HttpRequest, "url">, path: string): Promise<HttpResponse | undefined> {
    const isAsking = request.method === "GET" || request.method === "HEAD";
    const plain = originOf(this.host, true);
    if (this.found || !isAsking || !isLoopback(new URL(plain).hostname)) return undefined;
    const answer = await this.client.send({ ...request, url: new URL(path, plain) }).catch(() => undefined);
    if (answer === undefined || answer.status === ofTls) return undefined;
    this.found ??= Promise.resolve(plain);
    return answer;
  }

  /** Whether a URL is of the registry itself, which may have its credentials. */
  async isOwn(url: URL): Promise<boolean> {
    return url.origin === new URL(await this.origin()).origin;
  }

  private async find(): Promise<string> {
    const plain = originOf(this.host, true);
    if (!isLoopback(new URL(plain).hostname)) return originOf(this.host, false);
    return (await this.speaksPlainHttp(plain)) ? plain : originOf(this.host, false);
  }

  private async speaksPlainHttp(origin: string): Promise<boolean> {
    for (let attempt = 0; ; ++attempt) {
      try {
        const { status } = await this.client.send({ method: "GET", url: new URL("/v2/", origin), limit: largestProbe });
        return status !== ofTls;
      } catch (error) {
        const { code } = error as { code?: string };
        // Nobody is there at all: the request that follows says so better
        if (code === "ECONNREFUSED") return true;
        // Whoever expects TLS hangs up each time, a connection that breaks does so once
        if (code !== "ECONNRESET" || attempt === 1) return false;
      }
    }
  }
}

function originOf(host: string, isPlain: boolean): string {
  const origin = `${isPlain ? "http" : "https"}://${host}`;
  if (!URL.canParse(origin)) throw new MeshWasmError("MW0701", `"${host}" is no name of a registry`);
  return origin;
}
