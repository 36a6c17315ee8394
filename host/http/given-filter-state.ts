import { fromText } from "../bytes.ts";
import { type FilterState, LifeSpan } from "../filter-state.ts";

/** Sets filter state as Envoy's filter `set_filter_state` does with the factory `envoy.string`. */
export function setGivenFilterState(state: FilterState, given: Readonly<Record<string, string>>): void {
  for (const [key, text] of Object.entries(given)) {
    const value = fromText(text);
    state.set(fromText(key), { serializeAsString: () => value }, LifeSpan.FilterChain);
  }
}
