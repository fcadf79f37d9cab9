import type { Audience, CatalogueEvent, CatalogueTrait } from '@/api/generated/model';
import { calls } from '@/api/generated/ruleGrammar';
import { humanEvent, humanName } from '@/components/text/humanName';
import { isCounting } from '@/features/audiences/evaluation';
import {
  freshId,
  type NodeId,
  newAudience,
  newConsent,
  newEvent,
  type RuleNode,
  type TraitNode,
  type Where,
} from '../rule/model';
import { type DataType, firstControl, newTest, newTrait } from '../rule/operators';
import { inUsualCase } from '../rule/textCase';
import { offered, ruleOf, unseenVisits } from '../templates/templates';
import type { AudienceSubject, ConsentSubject, Seen, Subject, ValueSubject } from './subject';

/** Of a subject whose figures are not known, or not needed. */
export const UNSEEN: Seen = { people: null, last: null };

export function subjects(
  traits: readonly CatalogueTrait[],
  events: readonly CatalogueEvent[],
  audiences: readonly Audience[],
  purposes: readonly ConsentSubject[],
): Subject[] {
  const all = [
    ...traits.map(
      ({ name, types, people, approximate, lastSeen, synonyms }): Subject => ({
        kind: 'trait',
        trait: name,
        types,
        seen: { people, approximate, last: lastSeen },
        synonyms,
      }),
    ),
    ...eventSubjects(events),
    ...purposes,
    ...audiences.map(audienceSubject),
  ];
  const unseen = unseenVisits(all);
  return [
    ...all,
    ...offered(all).map((template): Subject => ({ kind: 'template', template, unseen })),
  ];
}

function audienceSubject(audience: Audience): AudienceSubject {
  const { id, name, size, approximate } = audience;
  const unknown = approximate?.about === undefined && approximate?.fewerThan === undefined;
  return {
    kind: 'audience',
    id,
    name,
    size: isCounting(audience) || (approximate !== null && unknown) ? null : size,
    approximate: approximate !== null,
  };
}

/** Every page and screen can be meant at once; where some are seen, that comes first. */
function eventSubjects(events: readonly CatalogueEvent[]): Subject[] {
  const known = events.flatMap(({ call, event, people, lastSeen, synonyms }): Subject[] => {
    const ours = calls.find((each) => each === call);
    return ours === undefined
      ? []
      : [{ kind: 'event', call: ours, event, seen: { people, last: lastSeen }, synonyms }];
  });
  const any = (['page', 'screen'] as const).flatMap((call): Subject[] => {
    const seen = known.filter((each) => each.kind === 'event' && each.call === call);
    return seen.length === 0 || seen.some((each) => each.kind === 'event' && each.event === null)
      ? []
      : [{ kind: 'event', call, event: null, seen: UNSEEN, synonyms: synonymsOfAll(seen) }];
  });
  return [...known, ...any];
}

/** The words that find each of the pages find any page, too. */
function synonymsOfAll(some: readonly Subject[]): string[] {
  const [first = [], ...others] = some.map((each) =>
    each.kind === 'event' ? (each.synonyms ?? []) : [],
  );
  return first.filter((word) => others.every((words) => words.includes(word)));
}

/** Tells subjects apart. */
export function keyOf(subject: Subject): string {
  switch (subject.kind) {
    case 'trait':
      return JSON.stringify([subject.kind, subject.trait]);
    case 'event':
      return JSON.stringify([subject.kind, subject.call, subject.event]);
    case 'property':
      return JSON.stringify([subject.kind, subject.call, subject.event, subject.property]);
    case 'propertyValue': {
      const { kind, call, event, property, value } = subject;
      return JSON.stringify([kind, call, event, property, value]);
    }
    case 'value':
      return JSON.stringify([subject.kind, subject.trait, subject.type, subject.value]);
    case 'top':
      return JSON.stringify([subject.kind, subject.trait, subject.end, subject.percent]);
    case 'consent':
      return JSON.stringify([subject.kind, subject.purpose]);
    case 'audience':
      return JSON.stringify([subject.kind, subject.id]);
    case 'template':
      return JSON.stringify([subject.kind, subject.template]);
  }
}

export function rawName(subject: Subject): string {
  switch (subject.kind) {
    case 'trait':
    case 'top':
      return subject.trait;
    case 'property':
      return subject.property;
    case 'value':
    case 'propertyValue':
      return subject.value;
    case 'event':
      return subject.event ?? subject.call;
    case 'consent':
      return subject.purpose;
    case 'audience':
      return subject.name;
    case 'template':
      return subject.template;
  }
}

/** As people say it; empty for events without a name. */
export function saidName(
  subject: Exclude<Subject, { kind: 'template' | 'top' | 'consent' }>,
): string {
  switch (subject.kind) {
    case 'trait':
      return humanName(subject.trait);
    case 'property':
      return humanName(subject.property);
    case 'value':
      return `${humanName(subject.trait)} › ${subject.value}`;
    case 'propertyValue':
      return [humanEvent(subject.event ?? ''), humanName(subject.property), subject.value]
        .filter((part) => part !== '')
        .join(' › ');
    case 'event':
      return humanEvent(subject.event ?? '');
    case 'audience':
      return subject.name;
  }
}

/** @param threshold of a share of people; null if it is not known */
export function newCondition(subject: Subject, threshold: number | null = null): RuleNode {
  switch (subject.kind) {
    case 'trait':
      return newTrait(subject.trait, subject.types);
    case 'property': {
      const { call, event, property, types } = subject;
      return { ...newEvent(call, event), where: [newWhere(property, types)] };
    }
    case 'value':
      return traitWith(subject.trait, valueTest(subject, subject.trait));
    case 'propertyValue': {
      const { call, event, property } = subject;
      const test = valueTest(subject, property);
      return { ...newEvent(call, event), where: [{ id: freshId(), property, test }] };
    }
    case 'top':
      return traitWith(subject.trait, {
        operator: subject.end === 'top' ? 'greaterThan' : 'lessThan',
        value: threshold,
      });
    case 'event':
      return newEvent(subject.call, subject.event);
    case 'consent':
      return newConsent(subject.purpose);
    case 'audience':
      return newAudience(subject.id);
    case 'template':
      return ruleOf(subject.template, subject.unseen);
  }
}

function valueTest(
  { type, value }: Pick<ValueSubject, 'type' | 'value'>,
  name: string,
): TraitNode['test'] {
  return inUsualCase({ operator: type === 'list' ? 'includes' : 'equals', value }, name);
}

function traitWith(trait: string, test: TraitNode['test']): TraitNode {
  return { id: freshId(), kind: 'trait', trait, test };
}

export function newWhere(property: string, types: readonly DataType[]): Where {
  return { id: freshId(), property, test: inUsualCase(newTest(types, property), property) };
}

/** Where a user goes on with a new condition: at its value. */
export function entryOf(condition: RuleNode): { node: NodeId; control: string } {
  switch (condition.kind) {
    case 'group':
      return { node: condition.nodes[0]?.id ?? condition.id, control: 'grip' };
    case 'trait':
      return { node: condition.id, control: firstControl(condition.test) };
    case 'event': {
      const filter = condition.where?.[0];
      return filter === undefined
        ? { node: condition.id, control: 'operator' }
        : { node: filter.id, control: firstControl(filter.test) };
    }
    case 'consent':
    case 'audience':
      return { node: condition.id, control: 'operator' };
  }
}
