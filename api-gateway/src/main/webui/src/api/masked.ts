/** Whether the API shows that a value is there without showing it. */
export function isMasked(value: unknown): value is { masked: true } {
  return typeof value === 'object' && value !== null && 'masked' in value && value.masked === true;
}
