import type { Audience, CatalogueEvent, CatalogueTrait } from '@/api/generated/model';
import { calls } from '@/api/generated/ruleGrammar';
import { matches } from '@/components/filter/matches';
import { newAudience, newEvent, type RuleNode } from '../rule/model';
import { newTrait } from '../rule/operators';
import { offered, ruleOf } from '../templates/templates';
import { humanEvent, humanName } from './humanName';
import type { Seen, Subject } from './subject';

const UNSEEN: Seen = { people: null, last: null };

export function subjects(
  traits: readonly CatalogueTrait[],
  events: readonly CatalogueEvent[],
  audiences: readonly Audience[],
): Subject[] {
  const all = [
    ...traits.map(
      ({ name, types, people, lastSeen }): Subject => ({
        kind: 'trait',
        trait: name,
        types,
        seen: { people, last: lastSeen },
      }),
    ),
    ...eventSubjects(events),
    ...audiences.map(({ id, name, size }): Subject => ({ kind: 'audience', id, name, size })),
  ];
  return [...all, ...offered(all).map((template): Subject => ({ kind: 'template', template }))];
}

/** Every page and screen can be meant at once; where some are seen, that comes first. */
function eventSubjects(events: readonly CatalogueEvent[]): Subject[] {
  const known = events.flatMap(({ call, event, people, lastSeen }): Subject[] => {
    const ours = calls.find((each) => each === call);
    return ours === undefined
      ? []
      : [{ kind: 'event', call: ours, event, seen: { people, last: lastSeen } }];
  });
  const any = (['page', 'screen'] as const).flatMap((call): Subject[] => {
    const seen = known.filter((each) => each.kind === 'event' && each.call === call);
    return seen.length === 0 || seen.some((each) => each.kind === 'event' && each.event === null)
      ? []
      : [{ kind: 'event', call, event: null, seen: UNSEEN }];
  });
  return [...known, ...any];
}

/** What fits to what was typed. A name that nobody has seen yet can be used all the same. */
export function found(all: readonly Subject[], typed: string, texts: (of: Subject) => string) {
  const fitting = all.filter((each) => matches(typed, texts(each), rawName(each)));
  const name = typed.trim();
  const exact = fitting.some((each) => rawName(each) === name);
  const own: Subject[] =
    name === '' || exact
      ? []
      : [
          { kind: 'trait', trait: name, types: [], seen: UNSEEN },
          { kind: 'event', call: 'track', event: name, seen: UNSEEN },
        ];
  return { fitting, own };
}

export function rawName(subject: Subject): string {
  switch (subject.kind) {
    case 'trait':
      return subject.trait;
    case 'event':
      return subject.event ?? subject.call;
    case 'audience':
      return subject.name;
    case 'template':
      return subject.template;
  }
}

/** As people say it; empty for events without a name. */
export function saidName(subject: Exclude<Subject, { kind: 'template' }>): string {
  switch (subject.kind) {
    case 'trait':
      return humanName(subject.trait);
    case 'event':
      return humanEvent(subject.event ?? '');
    case 'audience':
      return subject.name;
  }
}

export function newCondition(subject: Subject): RuleNode {
  switch (subject.kind) {
    case 'trait':
      return newTrait(subject.trait, subject.types);
    case 'event':
      return newEvent(subject.call, subject.event);
    case 'audience':
      return newAudience(subject.id);
    case 'template':
      return ruleOf(subject.template);
  }
}
