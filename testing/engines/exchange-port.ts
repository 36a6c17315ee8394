/** Ports of clients that this machine gives by itself begin above these. */
const numbers = 30_000;

/** The port that the client of an exchange seems to have: by it the exchange is known at the upstream. */
export function portOf(exchange: number): number {
  return ((exchange - 1) % numbers) + 1;
}

/** Whether a port may stand for an exchange. */
export function isExchangePort(port: number): boolean {
  return port > 0 && port <= numbers;
}
