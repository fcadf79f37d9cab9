import type { Manifest, ObjectType } from '@/api/generated/model';
import { matches } from '@/components/filter/matches';
import { repeated } from '@/features/syncs/promise/promiseFacts';
import type { TFunction } from '@/texts/useTranslation';

/** The kinds of data that a connector accepts, in the order in which they are named. */
const TAKEN = ['people', 'audiences', 'events', 'rows'] as const;
export type Taken = (typeof TAKEN)[number];

/** Whether each typed word is in the name, the description or an object of the connector. */
export function isFound(typed: string | undefined, { name, description, objects }: Manifest) {
  return matches(typed, name, description, ...objects.map(({ label }) => label));
}

/** What a user needs to connect it: the required settings, the secrets first. */
export function needsOf({ settings }: Pick<Manifest, 'settings'>): string[] {
  const required = settings.filter((setting) => setting.required);
  return [
    ...required.filter(({ secret }) => secret),
    ...required.filter(({ secret }) => !secret),
  ].map(({ label }) => label);
}

/** A record can hold a person or a row; a list and a record can hold the people of an audience. */
export function takenBy({ objects }: Pick<Manifest, 'objects'>): Taken[] {
  const has = (kind: ObjectType['kind']) => objects.some((object) => object.kind === kind);
  const takes: Record<Taken, boolean> = {
    people: has('record'),
    audiences: has('record') || has('membership'),
    events: has('event'),
    rows: has('record'),
  };
  return TAKEN.filter((kind) => takes[kind]);
}

/** The objects with the same guarantee, and what it is. */
export interface Guarantee {
  objects: string[];
  words: string;
}

/** The guarantee of each object in words; objects that have the same one are together. */
export function guaranteesOf({ effectClass, objects }: Manifest, t: TFunction): Guarantee[] {
  const found = new Map<string, string[]>();
  for (const object of objects) {
    const words = repeated({ object, otherwise: effectClass }, t);
    found.set(words, [...(found.get(words) ?? []), object.label]);
  }
  return [...found].map(([words, labels]) => ({ objects: labels, words }));
}
