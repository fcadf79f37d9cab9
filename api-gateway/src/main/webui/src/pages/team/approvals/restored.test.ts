import { expect, test } from 'vitest';
import type { DefinitionVersion } from '@/api/generated/model';
import { restorationOf, restored } from './restored';

function version(number: number, content: object): DefinitionVersion {
  return {
    version: number,
    changedAt: '2026-03-01T10:00:00Z',
    changedBy: null,
    key: 'best',
    name: 'Best',
    deleted: false,
    content,
  } as DefinitionVersion;
}

test('only the path of a restoration names a version', () => {
  expect(restorationOf('/syncs/crm%20people/versions/12/restore')).toMatchObject({
    id: 'crm people',
    version: 12,
  });
  expect(restorationOf('/syncs/syn_1')).toBeNull();
  expect(restorationOf('/toString/x/versions/1/restore')).toBeNull();
});

test('the fields that come back are shown with the values of the earlier version', () => {
  const versions = [
    version(3, { name: 'Free', rule: { trait: 'plan', value: 'free' }, note: 'x', list: [1] }),
    version(2, { name: 'Free' }),
    version(1, { name: 'Best', rule: { trait: 'plan', value: 'pro' }, list: [1], 'a/b': true }),
  ];
  expect(restored(versions, 1).map(({ field, value }) => [field, value])).toEqual([
    ['/name', 'Best'],
    ['/rule/value', 'pro'],
    ['/note', null],
    ['/a~1b', true],
  ]);
  expect(restored(versions, 3)).toEqual([]);
});

test('a version that is no longer kept shows no fields', () => {
  expect(restored([version(9, { name: 'Free' })], 1)).toEqual([]);
});
