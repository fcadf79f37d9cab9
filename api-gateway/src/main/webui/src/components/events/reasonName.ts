const NAMED = [
  'event-too-large',
  'event-too-deep',
  'too-many-keys',
  'not-an-object',
  'write-key-mismatch',
  'wrong-type',
  'unknown-call',
  'call-mismatch',
  'missing-ids',
  'missing-event-name',
  'bad-timestamp',
  'message-id-conflict',
  'profile-too-large',
  'processing-failed',
  'unknown-profile',
  'identifier-moved',
  'identifier-not-allowed',
] as const;

/** The text for the reason of a quarantine; a reason that is not known here is shown by its code. */
export function reasonName(
  reason: string,
): `quarantine.reasons.${(typeof NAMED)[number] | 'other'}` {
  return `quarantine.reasons.${NAMED.find((each) => each === reason) ?? 'other'}`;
}
