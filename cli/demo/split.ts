/** Who answered how many requests. */
export interface Split {
  requests: number;
  v1: number;
  v2: number;
  /** Requests that carried `x-beta: yes`, and how many of them v2 answered. */
  beta: { requests: number; v2: number };
}

const plainRequests = 500;
const betaRequests = 20;
const atOnce = 10;

/** Sends a shopper's requests, without and with the header that asks for v2. */
export async function measureSplit(
  url: string,
  token: string,
  onProgress: (done: number, all: number) => void,
): Promise<Split> {
  const headers = { authorization: `Bearer ${token}` };
  const plain = await answeredBy(url, headers, plainRequests, onProgress);
  const beta = await answeredBy(url, { ...headers, "x-beta": "yes" }, betaRequests, () => {});
  const count = (names: string[], name: string) => names.filter((answered) => answered === name).length;
  return {
    requests: plainRequests,
    v1: count(plain, "shop v1"),
    v2: count(plain, "shop v2"),
    beta: { requests: betaRequests, v2: count(beta, "shop v2") },
  };
}

async function answeredBy(
  url: string,
  headers: Record<string, string>,
  requests: number,
  onProgress: (done: number, all: number) => void,
): Promise<string[]> {
  const names: string[] = [];
  while (names.length < requests) {
    const batch = Array.from({ length: Math.min(atOnce, requests - names.length) }, async () => {
      const response = await fetch(`${url}/cart`, { headers });
      await response.arrayBuffer();
      return response.headers.get("x-upstream") ?? `status ${response.status}`;
    });
    names.push(...(await Promise.all(batch)));
    onProgress(names.length, requests);
  }
  return names;
}
