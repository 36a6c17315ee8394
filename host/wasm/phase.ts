/** What a VM is doing, as bits: in the phases other than a callback only few host functions may be called. */
export const Phase = { callback: 0, initialize: 1, allocate: 2 } as const;
