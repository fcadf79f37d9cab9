/** How far ahead of UTC a zone is at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(instant / 1000) * 1000;
}

/** A time of the API as a clock in that zone shows it, to the minute: `2026-11-20T09:30`. */
export function toLocal(time: string, timeZone: string): string {
  const instant = Date.parse(time);
  return Number.isNaN(instant)
    ? ''
    : new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 16);
}

/** What a clock in that zone shows, as a time of the API. Where clocks change, the earlier offset counts. */
export function toTime(local: string, timeZone: string): string {
  const shown = Date.parse(`${local}Z`);
  if (Number.isNaN(shown)) {
    return '';
  }
  const first = shown - offsetAt(shown, timeZone);
  const instant = shown - offsetAt(first, timeZone);
  return new Date(instant).toISOString().replace(/:\d\d\.\d{3}Z$/, ':00Z');
}
