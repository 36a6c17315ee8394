/** Whether a WebAssembly module has a start section: code that runs before the module can be asked anything. */
export function hasStartSection(module: Uint8Array): boolean {
  const startSection = 8;
  let at = 8;
  while (at < module.length) {
    if (module[at] === startSection) return true;
    const { value, next } = readSize(module, at + 1);
    at = next + value;
  }
  return false;
}

/** An unsigned LEB128 number of at most 32 bits. */
function readSize(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  return { value, next: at };
}
