import type { Fields } from "../../support/http2/fields.ts";

/** All that is visible of a scenario. What did not happen is left out. */
export interface Observation {
  /** Why the configuration was not taken. */
  refused?: string;
  /** The signal or status with which the proxy ended. */
  ended?: string;
  /** What was called, by thread. */
  calls: Record<string, string[]>;
  /** What the client got, a message for each request. */
  responses: Message[];
  /** What arrived at each cluster. */
  upstream: Record<string, Message[]>;
  /** A line for each request, in order. */
  accessLog: string[];
  metrics: Record<string, number>;
}

/** A request or a response as it was received. */
export interface Message {
  /** Statuses of 1xx before it. */
  informational?: string[];
  headers?: Fields;
  body?: string;
  trailers?: Fields;
  metadata?: Fields[];
  /** How it ended, where it did not come to its end. */
  broken?: string;
}
