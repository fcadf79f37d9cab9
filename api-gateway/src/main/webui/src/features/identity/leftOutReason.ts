const REASONS = [
  'unknown-type',
  'invalid',
  'blocked',
  'limit',
  'too-many-identifiers',
  'too-many-merges',
  'may-not-merge',
  'kept-apart',
  'someone-elses-device',
] as const;

/** The text that says why an identifier did not count; a reason that is not known here is shown by its code. */
export function leftOutReason(
  reason: string,
): `identity.leftOut.${(typeof REASONS)[number] | 'other'}` {
  return `identity.leftOut.${REASONS.find((each) => each === reason) ?? 'other'}`;
}
