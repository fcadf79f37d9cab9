import { expect, it } from 'vitest';
import { answerReason, unknownOf } from './words';

const asked = { a: { type: 'email', value: 'a@x' }, b: { type: 'email', value: 'b@x' } };
const answer = { samePerson: false, conflicts: [], reason: 'unknown-identifier' } as const;

it('names which of the two nobody has', () => {
  const nobody = { profile: null };
  const somebody = { profile: 'prf_1' };
  expect(unknownOf(asked, { ...answer, conflicts: [], a: somebody, b: nobody })).toBe('b@x');
  expect(unknownOf(asked, { ...answer, conflicts: [], a: nobody, b: nobody })).toBe('a@x, b@x');
});

it('has a text for every reason of the API', () => {
  const reasons = [
    'unknown-identifier',
    'no-evidence',
    'conflict',
    'kept-apart',
    'left-out',
    'linked',
    'blocked',
    'invalid',
    'unknown-type',
  ];
  for (const reason of reasons) {
    expect(answerReason(reason)).toBe(`identity.why.answer.${reason}`);
  }
});

it('shows a reason that it does not know by its code', () => {
  expect(answerReason('conflict')).toBe('identity.why.answer.conflict');
  expect(answerReason('new-reason')).toBe('identity.why.answer.other');
});
