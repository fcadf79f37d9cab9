import type { Asked, Explanation } from '@/api/identity';

const REASONS = [
  'unknown-identifier',
  'no-evidence',
  'conflict',
  'kept-apart',
  'left-out',
  'linked',
  'blocked',
  'invalid',
  'unknown-type',
] as const;

/** The text that says why two identifiers are not one person. */
export function answerReason(
  reason: string,
): `identity.why.answer.${(typeof REASONS)[number] | 'other'}` {
  return `identity.why.answer.${REASONS.find((each) => each === reason) ?? 'other'}`;
}

/** Which of the two values nobody has. */
export function unknownOf(
  asked: { a: Asked; b: Asked },
  { a, b }: Extract<Explanation, { samePerson: false }>,
): string {
  const unknown = [a.profile === null && asked.a.value, b.profile === null && asked.b.value];
  return unknown.filter((value) => value !== false).join(', ');
}
