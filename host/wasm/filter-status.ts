import { DataStatus, HeadersStatus } from "../status.ts";

/** A callback's answer as Envoy understands it: StopIteration stops everything, unless the plugin's configuration lets bodies come. */
export function headersStatus(answer: number, stopped: boolean, allowStopIteration: boolean): HeadersStatus {
  const status = answer >>> 0;
  if (stopped || status > HeadersStatus.StopAllIterationAndWatermark) return HeadersStatus.StopAllIterationAndWatermark;
  if (status === HeadersStatus.StopIteration && !allowStopIteration) return HeadersStatus.StopAllIterationAndWatermark;
  return status === HeadersStatus.ContinueAndEndStream ? HeadersStatus.Continue : (status as HeadersStatus);
}

/** As {@link headersStatus}, for a part of a body. */
export function dataStatus(answer: number, stopped: boolean): DataStatus {
  const status = answer >>> 0;
  return stopped || status > DataStatus.StopIterationNoBuffer
    ? DataStatus.StopIterationNoBuffer
    : (status as DataStatus);
}
