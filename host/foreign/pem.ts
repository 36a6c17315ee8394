/** A block of PEM. */
export interface PemBlock {
  label: string;
  der: Uint8Array;
}

const block = /^-----BEGIN ([A-Z0-9 ]+)-----[ \t]*\r?\n([\s\S]*?)^-----END \1-----/gm;

/** The first block of PEM with one of these labels, whatever stands around it. */
export function readPem(text: string, labels: readonly string[]): PemBlock | undefined {
  for (const [, label = "", body = ""] of text.matchAll(block)) {
    if (!labels.includes(label)) continue;
    const der = decodeBase64(body);
    return der && { label, der };
  }
  return undefined;
}

function decodeBase64(body: string): Uint8Array | undefined {
  if (/^[ \t]/m.test(body)) return undefined;
  try {
    return Uint8Array.from(atob(body.replace(/[ \t\r\n]+/g, "")), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
