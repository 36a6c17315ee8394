/** Resolves when the proxy has read so many bytes more, or it will not, since the connection is gone. */
export type Read = (bytes: number, isGone: () => boolean) => Promise<void>;
