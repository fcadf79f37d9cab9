const REASONS = [
  'limit',
  'may-not-merge',
  'too-many-identifiers',
  'too-many-merges',
  'someone-elses-device',
  'kept-apart',
] as const;

/** The text that says why two people were not made one; what is not known here is shown by its code. */
export function conflictReason(
  reason: string,
): `identity.conflicts.reasons.${(typeof REASONS)[number] | 'other'}` {
  return `identity.conflicts.reasons.${REASONS.find((each) => each === reason) ?? 'other'}`;
}
