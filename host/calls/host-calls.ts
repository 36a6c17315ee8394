/** A function that a module imports. Numbers of 64 bits are bigints. */
// biome-ignore lint/suspicious/noExplicitAny: parameters differ in number and type; the module's link was checked against the ABI
export type HostCall = (...args: any[]) => number | undefined;

/** Functions that a module imports, by name. */
export type HostCalls = Record<string, HostCall>;
