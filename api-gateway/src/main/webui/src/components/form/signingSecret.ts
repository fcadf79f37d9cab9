const PREFIX = 'whsec_';
const BYTES = 32;

/** A new secret for signatures according to Standard Webhooks. */
export function signingSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return `${PREFIX}${btoa(String.fromCharCode(...bytes))}`;
}
