import { ANY_TYPE, type Asked, type NewIdentityRules } from '@/api/identity';
import { blockedOf, type LineDraft, lineFor, type RulesDraft } from './draft';

/** A regular expression (RE2) that finds this value and no other. */
export function exactly(value: string): string {
  return `^${value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;
}

/** Whether this very value is blocked. */
export function isBlocked(
  { types }: Pick<NewIdentityRules, 'types'>,
  { type, value }: Asked,
): boolean {
  const line =
    types.find((each) => each.type === type) ?? types.find((each) => each.type === ANY_TYPE);
  return line?.blocked.includes(exactly(value)) ?? false;
}

/**
 * The rules with one more blocked value. A type that has no line of its own gets one, before that of
 * all others.
 *
 * @param defaults have the line for a type if the rules have none for all others
 */
export function withBlocked(
  draft: RulesDraft,
  { type, value }: Asked,
  defaults: NewIdentityRules,
): RulesDraft {
  const pattern = exactly(value);
  if (draft.lines.some((line) => line.type === type)) {
    return {
      ...draft,
      lines: draft.lines.map((line) => (line.type === type ? blocking(line, pattern) : line)),
    };
  }
  const others = draft.lines.findIndex((line) => line.type === ANY_TYPE);
  const like = draft.lines[others] ?? lineFor(defaults, type);
  if (like === undefined) {
    return draft;
  }
  const place = others < 0 ? draft.lines.length : others;
  return { ...draft, lines: draft.lines.toSpliced(place, 0, blocking({ ...like, type }, pattern)) };
}

function blocking(line: LineDraft, pattern: string): LineDraft {
  const blocked = blockedOf(line.blocked);
  return blocked.includes(pattern) ? line : { ...line, blocked: [...blocked, pattern].join('\n') };
}
