import type { Agent } from "node:http";
import type { Context } from "../../core/index.ts";

/**
 * Finds the proxy for a URL, as curl and Go do it: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in lower case, too. Undefined where
 * the environment names none at all, so that nothing is loaded for it.
 */
export function proxyFor(env: Context["env"]): ((url: URL) => Promise<Agent | undefined>) | undefined {
  const names = ["https_proxy", "http_proxy"].flatMap((name) => [name, name.toUpperCase()]);
  if (!names.some((name) => env[name])) return undefined;
  const agents = new Map<string, Agent>();
  return async (url) => {
    const proxy = proxyOf(url, env);
    if (proxy === undefined) return undefined;
    const key = `${url.protocol} ${proxy}`;
    const agent = agents.get(key) ?? (await agentOf(url, proxy));
    agents.set(key, agent);
    return agent;
  };
}

function proxyOf(url: URL, env: Context["env"]): string | undefined {
  const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const proxy = env[name] || env[name.toUpperCase()];
  if (!proxy || isExempt(url, env["no_proxy"] || env["NO_PROXY"] || "")) return undefined;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

/** `NO_PROXY`: hosts, `.domains` with all that is in them, with a port or without; `*` for all. This machine needs no proxy. */
function isExempt({ hostname, port, protocol }: URL, exceptions: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (host === "localhost" || host === "::1" || /^127\./.test(host)) return true;
  const actualPort = port || (protocol === "https:" ? "443" : "80");
  return exceptions.split(/[\s,]+/).some((exception) => {
    if (exception === "*") return true;
    const [, name = "", exceptionPort] = /^(.*?)(?::(\d+))?$/.exec(exception.toLowerCase()) ?? [];
    if (name === "" || (exceptionPort !== undefined && exceptionPort !== actualPort)) return false;
    const domain = name.replace(/^\*?\./, "");
    return host === domain || host.endsWith(`.${domain}`);
  });
}

async function agentOf(url: URL, proxy: string): Promise<Agent> {
  if (url.protocol === "https:") {
    const { HttpsProxyAgent } = await import("https-proxy-agent");
    return new HttpsProxyAgent(proxy);
  }
  const { HttpProxyAgent } = await import("http-proxy-agent");
  return new HttpProxyAgent(proxy);
}
