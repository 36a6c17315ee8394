import { isExchangePort } from "../exchange-port.ts";

// The PROXY protocol, version 1: https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt. The client of a test says by it
// which exchange a connection is for, and Envoy passes it on to the upstream: in front of HTTP, where no filter sees it.

/** What a client sends first. The proxy's own port is that of the host. */
export function proxyLine(clientAddress: string, port: number): string {
  return `PROXY TCP4 ${clientAddress} 127.0.0.1 ${port} 10000\r\n`;
}

/** The port that stands for an exchange, from what an upstream gets first; undefined where no exchange is behind it. */
export function portIn(line: string): number | undefined {
  const port = Number(/^PROXY TCP4 \S+ \S+ (\d+) \d+$/.exec(line)?.[1]);
  return isExchangePort(port) ? port : undefined;
}
