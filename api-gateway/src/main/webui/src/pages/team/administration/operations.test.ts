import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { AuditEntry } from '@/api/generated/model';
import { ACTIONS, failureOf, KINDS, known, outcomeOf } from './operations';

/** The changes and how they are recorded, by the file that the services go by. */
function lines(): string[][] {
  return readFileSync(
    '../../../../services/contracts/src/main/resources/administration.csv',
    'utf8',
  )
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(','));
}

/** What leaves an entry. */
function recorded(): string[] {
  return lines()
    .filter(([, , how]) => how !== 'none')
    .map(([, , , operation = '']) => operation);
}

it('has words for everything that leaves an entry', () => {
  expect(recorded()).toContain('createSource');
  expect(recorded().filter((operation) => known(operation) === null)).toEqual([]);
});

it('narrows the list to everything that leaves an entry', () => {
  const offered: string[] = Object.values(ACTIONS).flat();
  expect(recorded().filter((operation) => !offered.includes(operation))).toEqual([]);
  expect(new Set(offered).size).toBe(offered.length);
});

it('narrows the list to the kind of each change of a profile', () => {
  const ofProfiles: string[] = [...ACTIONS.profiles];
  const kinds = lines()
    .filter(([, , , operation = '']) => ofProfiles.includes(operation))
    .map(([, path = '']) => [...path.matchAll(/\{(\w+)\}/g)].at(-1)?.[1]);
  expect(new Set(kinds)).toEqual(new Set(['trait', 'type', 'purpose', 'channel', 'profile']));
  expect(KINDS).toEqual(expect.arrayContaining(kinds));
});

it('does not guess what it does not know', () => {
  expect(known('toString')).toBeNull();
  expect(known('GET /api/v1/workspaces/{workspace}/audit')).toBeNull();
  expect(outcomeOf('something-new')).toBe('unknown');
});

it('tells why a sign-in failed', () => {
  const change = (field: string, after: string) => ({ field, after, secret: false });
  const failed = {
    operation: 'failSignIn',
    administration: {
      changes: [change('/error', 'wrong password or code')],
    },
  } as unknown as AuditEntry;
  expect(known('failSignIn')).toBe('failSignIn');
  expect(failureOf(failed)).toBe('wrong password or code');
  expect(failureOf({ ...failed, operation: 'signIn' })).toBeNull();
});
