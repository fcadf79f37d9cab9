import {
  ANY_TYPE,
  type IdentifierType,
  type NewIdentityRules,
  type Period,
  type Strategy,
} from '@/api/identity';

/** A number as it is typed. */
type TypedNumber = string | number;

/** A line of the rules as it is typed. */
export interface LineDraft
  extends Pick<IdentifierType, 'type' | 'merges' | 'unique' | 'case' | 'plusTags' | 'dots'> {
  /** Empty where a person may have any number. */
  values: TypedNumber;
  per: Period;
  region: string;
  pattern: string;
  /** One regular expression on each line. */
  blocked: string;
}

export interface RulesDraft {
  strategy: Strategy;
  maxIdentifiers: TypedNumber;
  maxMerges: TypedNumber;
  suspectAfter: TypedNumber;
  lines: LineDraft[];
}

export function draftOf({ types, ...rules }: NewIdentityRules): RulesDraft {
  const { strategy, maxIdentifiers, maxMerges, suspectAfter } = rules;
  return { strategy, maxIdentifiers, maxMerges, suspectAfter, lines: types.map(lineOf) };
}

export function lineOf({ limit, region, pattern, blocked, ...line }: IdentifierType): LineDraft {
  return {
    ...line,
    values: limit?.values ?? '',
    per: limit?.per ?? 'ever',
    region: region ?? '',
    pattern: pattern ?? '',
    blocked: blocked.join('\n'),
  };
}

/** A line for one more type: the rules treat it as all types without a line. */
export function lineFor({ types }: NewIdentityRules, type: string): LineDraft | undefined {
  const others = types.find((each) => each.type === ANY_TYPE);
  return others && { ...lineOf(others), type };
}

export function requestOf({ lines, ...rules }: RulesDraft): NewIdentityRules {
  return {
    strategy: rules.strategy,
    maxIdentifiers: Number(rules.maxIdentifiers),
    maxMerges: Number(rules.maxMerges),
    suspectAfter: Number(rules.suspectAfter),
    types: lines.map(({ values, per, region, pattern, blocked, ...line }) => ({
      ...line,
      limit: values === '' ? null : { values: Number(values), per },
      region: region.trim() === '' ? null : region.trim().toUpperCase(),
      pattern: pattern.trim() === '' ? null : pattern.trim(),
      blocked: blockedOf(blocked),
    })),
  };
}

export function blockedOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Takes a line to another place. */
export function moved<T>(lines: readonly T[], from: number, to: number): T[] {
  const line = lines[from];
  if (line === undefined || to < 0 || to >= lines.length) {
    return [...lines];
  }
  const rest = lines.toSpliced(from, 1);
  return rest.toSpliced(to, 0, line);
}
