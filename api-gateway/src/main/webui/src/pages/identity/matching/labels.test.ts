import { expect, it, test } from 'vitest';
import { csvOf, labelsOf, MOST_PAIRS } from './labels';

const HEAD = 'a_type,a_value,b_type,b_value,same';
const PAIR = 'email,ann@example.com,email,a.lee@example.com,true';

it('reads pairs, in whatever order their columns stand', () => {
  expect(
    labelsOf('Same;b_value;b_type;a_value;a_type\nNo;42;user_id;ann@example.com;email'),
  ).toEqual({
    pairs: [
      {
        a: { type: 'email', value: 'ann@example.com' },
        b: { type: 'user_id', value: '42' },
        same: false,
      },
    ],
  });
});

test.each([
  ['true', true],
  ['YES', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
])('takes %s for %s', (typed, same) => {
  expect(labelsOf(`${HEAD}\nemail,a,email,b,${typed}`)).toMatchObject({ pairs: [{ same }] });
});

test.each([
  ['', [{ fault: 'empty' }]],
  [HEAD, [{ fault: 'empty' }]],
  ['a_type,a_value\nemail,x', [{ fault: 'header', missing: ['b_type', 'b_value', 'same'] }]],
  [`${HEAD}\nemail,"ann`, [{ fault: 'quote' }]],
])('refuses %j as a whole', (text, faults) => {
  expect(labelsOf(text)).toEqual({ faults });
});

it('tells every line that cannot be read, and what it lacks', () => {
  expect(
    labelsOf([HEAD, PAIR, 'email,,email,b,true', '', 'email,a,email,b,maybe', 'x'].join('\n')),
  ).toEqual({
    faults: [
      { fault: 'value', line: 3, column: 'a_value' },
      { fault: 'same', line: 5, value: 'maybe' },
      { fault: 'value', line: 6, column: 'a_value' },
    ],
  });
});

it('takes no more than the API does', () => {
  const text = `${HEAD}\n${`${PAIR}\n`.repeat(MOST_PAIRS + 1)}`;
  expect(labelsOf(text)).toEqual({ faults: [{ fault: 'many', count: MOST_PAIRS + 1 }] });
});

it('writes what it reads', () => {
  const pairs = [
    { a: { type: 'email', value: 'a,"b"' }, b: { type: 'phone', value: '+31 6' }, same: true },
  ];
  expect(labelsOf(csvOf(pairs))).toEqual({ pairs });
});
