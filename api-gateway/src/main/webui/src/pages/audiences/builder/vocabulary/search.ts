import { matches } from '@/components/filter/matches';
import { asksForConsent, type Unsupported, unsupportedIn } from '@/features/audiences/unsupported';
import { shareBegun, shareIn } from './shares';
import type {
  PropertySubject,
  PropertyValueSubject,
  Share,
  Subject,
  TopSubject,
  ValueSubject,
} from './subject';
import { rawName } from './subjects';

/** More than a user reads; to find another one, the user types on. */
const PROPERTIES = 8;
const VALUES = 8;
const SHARES = 8;

/** With one letter, nearly every property and value would be found. */
export const SHORTEST = 2;

/** How subjects are called on the screen. */
export interface Words {
  name: (subject: Subject) => string;
  about: (subject: Subject) => string;
  kind: (subject: Subject) => string;
}

export interface Found {
  /** What fits to what was typed, the best of each kind first. */
  fitting: Subject[];
  /** What was typed, if nothing that was seen has that name. */
  unseen: string | null;
  /** What was asked for and cannot be said in a rule yet. */
  unsupported: Unsupported[];
  /** Whether it begins to ask for a share of the people. */
  share: boolean;
  /** Whether it asks for consent, which destinations check, too. */
  consent: boolean;
}

/** What fits to what was typed. */
export function found(
  all: readonly Subject[],
  properties: readonly PropertySubject[],
  values: readonly (ValueSubject | PropertyValueSubject)[],
  typed: string,
  words: Words,
): Found {
  const name = typed.trim();
  const named = all.filter((each) => isNamed(each, typed, words));
  const bySynonym = all.filter(
    (each) =>
      !named.includes(each) &&
      matches(typed, words.name(each), words.about(each), rawName(each), ...synonymsOf(each)),
  );
  const begun = shareBegun(typed);
  const long = name.length >= SHORTEST;
  return {
    fitting: [
      ...top(all, shareIn(typed), words),
      ...named,
      ...bySynonym,
      ...(named.length === 0 && bySynonym.length === 0
        ? top(all, begun, words).slice(0, SHARES)
        : []),
      ...(long ? properties.filter((each) => fits(each, typed, words)).slice(0, PROPERTIES) : []),
      ...(long ? values.slice(0, VALUES) : []),
    ],
    unseen: name === '' || all.some((each) => rawName(each) === name) ? null : name,
    unsupported: unsupportedIn(typed),
    share: begun !== null,
    consent: asksForConsent(typed),
  };
}

/** The synonym by which a subject was found; null if its own name fits. */
export function synonymFor(subject: Subject, typed: string, words: Words): string | null {
  return typed.trim() === '' || isNamed(subject, typed, words)
    ? null
    : (synonymsOf(subject).find((each) => matches(typed, words.name(subject), each)) ?? null);
}

function isNamed(subject: Subject, typed: string, words: Words): boolean {
  return matches(
    typed,
    `${words.name(subject)} ${words.about(subject)} ${words.kind(subject)}`,
    rawName(subject),
  );
}

function synonymsOf(subject: Subject): readonly string[] {
  return 'synonyms' in subject ? (subject.synonyms ?? []) : [];
}

/** A property fits by its own name; further words may name its event. */
function fits(property: PropertySubject, typed: string, words: Words): boolean {
  const own = `${words.name(property)} ${property.property}`;
  const typedWords = typed.trim().split(/\s+/);
  return (
    matches(typed, own, words.about(property), property.event) &&
    typedWords.some((word) => matches(word, own))
  );
}

/** “Top 10 % of lifetime value” is about each number that is called so. */
function top(
  all: readonly Subject[],
  share: (Share & { of: string }) | null,
  words: Words,
): TopSubject[] {
  return share === null
    ? []
    : all.flatMap((each): TopSubject[] =>
        each.kind === 'trait' &&
        each.types.includes('number') &&
        matches(share.of, words.name(each), rawName(each), ...synonymsOf(each))
          ? [{ kind: 'top', trait: each.trait, end: share.end, percent: share.percent }]
          : [],
      );
}

/** What nobody has yet can be used all the same: as a trait or as an event. */
export function unseenSubjects(name: string): Subject[] {
  return [
    { kind: 'trait', trait: name, types: [], seen: { people: null, last: null } },
    { kind: 'event', call: 'track', event: name, seen: { people: null, last: null } },
  ];
}
