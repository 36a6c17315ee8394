/** What is used of a configuration of vitest. */
interface Config {
  test?: { testTimeout?: number; hookTimeout?: number };
}

/** Milliseconds that a test may take where the project does not say it. */
const patience = 60_000;

/** Vitest ends a test after five seconds, in which a busy machine may not even have started an Envoy: projects get a minute. */
export function patiencePlugin(): { name: string; config(config: Config): Config } {
  return {
    name: "mesh-wasm:patience",
    config: ({ test: { testTimeout = patience, hookTimeout = patience } = {} }) => ({
      test: { testTimeout, hookTimeout },
    }),
  };
}
