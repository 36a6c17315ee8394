/**
 * `NetworkAction` by the names of the old SDK.
 *
 * @example
 * onDownstreamData(size: usize, end: bool): FilterStatusValues {
 *   return end ? FilterStatusValues.Continue : FilterStatusValues.StopIteration;
 * }
 */
export enum FilterStatusValues {
  Continue = 0,
  StopIteration = 1,
}
