export { invalidTime } from "./calendar";
export { formatHttpDate, parseHttpDate } from "./http-date";
export { formatRfc3339, parseRfc3339 } from "./rfc3339";
