import { expect, it } from 'vitest';
import type { Member } from '@/api/generated/model';
import type { TFunction } from '@/texts/useTranslation';
import { actorChoices, actorName, nameOfThen } from './actors';

const member = (id: string, name: string, username: unknown) =>
  ({ id, name, username }) as unknown as Member;

const key = ((name: string) => name) as TFunction;

const MEMBERS = [
  member('1', 'Anna', 'anna'),
  member('2', '', 'mila'),
  member('3', '', { masked: true }),
];

it('calls members by name, by username, or as hidden where neither may be seen', () => {
  expect(actorChoices(MEMBERS, '1', [], key)).toEqual([
    { value: '1', label: 'Anna' },
    { value: '2', label: 'mila' },
    { value: '3', label: 'callers.hidden' },
  ]);
});

it('keeps whoever has left choosable, by the name of then', () => {
  const entries = [{ actor: { id: '9', name: 'Otto' } }];
  expect(actorChoices(MEMBERS, '9', entries, key).at(-1)).toEqual({ value: '9', label: 'Otto' });
  expect(actorChoices([], '9', [], key)).toEqual([{ value: '9', label: '9' }]);
});

it('says that a name is hidden where the API has the id in its place', () => {
  expect(actorName({ id: '9', name: '9' }, key)).toBe('callers.hidden');
  expect(actorName({ id: '9', name: 'Otto' }, key)).toBe('Otto');
  expect(actorName({ id: '', name: '' }, key)).toBe('');
});

it('calls an API client as the workspace calls it', () => {
  const entries = [{ actor: { id: '7', name: 'service-account-northwind.importer' } }];
  expect(actorChoices([], '7', entries, key)).toEqual([{ value: '7', label: 'importer' }]);
});

it('waits for the members before it says that a name is hidden', () => {
  const hidden = { id: '9', name: '9' };
  expect(nameOfThen(hidden, { isPending: true }, key)).toBe('…');
  expect(nameOfThen(hidden, { isPending: false }, key)).toBe('callers.hidden');
  expect(nameOfThen({ id: '9', name: 'Otto' }, { isPending: true }, key)).toBe('Otto');
});

it('calls a hidden user of an entry hidden in the filter too', () => {
  const entries = [{ actor: { id: '9', name: '9' } }];
  expect(actorChoices([], '9', entries, key)).toEqual([{ value: '9', label: 'callers.hidden' }]);
});
