import { fromText } from "../bytes.ts";
import { readMessage } from "../protobuf/read-message.ts";
import { Status } from "../status.ts";
import { lifeSpanOf } from "./declare-property.ts";
import { filterStateFactory } from "./filter-state-factories.ts";
import type { ForeignCall, ForeignResult } from "./foreign-call.ts";
import { actsOn, answer } from "./foreign-function.ts";
import { argumentType } from "./messages.ts";

const setArgument = argumentType("set_envoy_filter_state");

interface SetArguments {
  path?: string;
  value?: string;
  span?: number;
}

/** `set_envoy_filter_state`: filter state that Envoy itself makes of a text, by a key that it knows. */
export function setEnvoyFilterState(argument: Uint8Array, call: ForeignCall): ForeignResult {
  const asked = readMessage(setArgument, argument) as SetArguments | undefined;
  if (!asked) return answer(Status.BAD_ARGUMENT);
  const { streamInfo, isFilter, pluginProperties } = actsOn(call);
  const key = asked.path ?? "";
  const factory = filterStateFactory(key, pluginProperties.envoyMinor);
  if (!factory) return answer(Status.NOT_FOUND);
  const object = factory(fromText(asked.value ?? ""), pluginProperties.envoyMinor);
  if (!object) return answer(Status.BAD_ARGUMENT);
  if (!streamInfo || !isFilter) return answer(Status.NOT_FOUND);
  streamInfo.filterState.set(key, object, lifeSpanOf(asked.span));
  return answer(Status.OK);
}
