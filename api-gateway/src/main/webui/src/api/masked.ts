/** What the API shows of a value that is there and hidden. */
export interface Masked {
  masked: true;
}

/** Whether the API shows that a value is there without showing it. */
export function isMasked(value: unknown): value is Masked {
  return typeof value === 'object' && value !== null && 'masked' in value && value.masked === true;
}

/** What is a text of the API's, or hidden, which its document calls any JSON; null where it is hidden. */
export function shownOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
