const ISO_DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an ISO 8601 duration in days and smaller units, as the API writes them. */
export function millisecondsOf(duration: string): number {
  const parts = ISO_DURATION.exec(duration);
  if (parts === null) {
    throw new RangeError(`${duration} is not a duration such as P30D or PT15M`);
  }
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}
