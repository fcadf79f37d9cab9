export const CALLS = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;

/** What people did by hand is on record too; an event that cannot be read is of no kind. */
const OTHERS = [
  'unknown',
  'correct-trait',
  'withdraw-trait',
  'withdraw-correction',
  'correct-identifier',
  'set-consent',
  'set-subscription',
  'merge-people',
  'unmerge-person',
  'redecide-trait',
  'rebuild-people',
  'redrive',
] as const;

type NamedCall = (typeof CALLS)[number] | (typeof OTHERS)[number];

/** The text that tells a kind of event. */
export function callName(type: string): `timeline.types.${NamedCall | 'other'}` {
  const known = [...CALLS, ...OTHERS].find((each) => each === type);
  return `timeline.types.${known ?? 'other'}`;
}
