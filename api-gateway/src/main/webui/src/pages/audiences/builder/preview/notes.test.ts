import { expect, test } from 'vitest';
import { notesOf } from './notes';

const PLACES = new Map([
  ['', 'root'],
  ['/all/0', 'first'],
  ['/all/0/where/0', 'filter'],
]);

test('what is said of a place goes to the nearest condition that holds it', () => {
  const { byNode, elsewhere } = notesOf(
    [
      { pointer: '/rule/all/0/where/0/value', detail: 'a number' },
      { pointer: '/rule/all/0/event', detail: 'unknown' },
      { pointer: '/rule/all/7', detail: 'odd' },
      { pointer: '/name', detail: 'missing' },
    ],
    PLACES,
  );
  expect(byNode).toEqual(
    new Map([
      ['filter', ['a number']],
      ['first', ['unknown']],
      ['root', ['odd']],
    ]),
  );
  expect(elsewhere).toEqual([{ pointer: '/name', detail: 'missing' }]);
});
