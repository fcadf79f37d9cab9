import { expect, test } from 'vitest';
import type { ObjectType } from '@/api/generated/model';
import { connector } from '@/testing/hubspot';
import { t } from '@/texts/i18n';
import { promiseFacts } from './promiseFacts';

const [contacts] = connector.objects as [ObjectType];

function words(declared: Partial<ObjectType>, neverRepeats = false): Record<string, string> {
  const object = { ...contacts, ...declared };
  const facts = promiseFacts({ object, otherwise: 'B', neverRepeats }, t);
  return Object.fromEntries(facts.map(({ label, value }) => [label, value]));
}

const REPEAT = 'If something is sent again';

test('the class of the object counts before the class of the connector', () => {
  expect(words({ effectClass: 'A' })[REPEAT]).toMatch(
    /^A record that is sent again has no second effect/,
  );
  expect(words({ effectClass: null })[REPEAT]).toMatch(
    /recognises a record that is sent again, and counts/,
  );
});

test('a repetition is recognised for a time, if the destination states one', () => {
  const deduplication = { form: 'ulid', maximumLength: null, window: 'PT24H' } as const;
  expect(words({ effectClass: 'B', deduplication })[REPEAT]).toMatch(/within 1 day/);
});

test('a destination that recognises a whole batch can have a record twice', () => {
  const form: string = 'batch';
  const deduplication = { form, maximumLength: null, window: null } as NonNullable<
    ObjectType['deduplication']
  >;
  expect(words({ effectClass: 'B', deduplication })[REPEAT]).toMatch(/may be there twice/);
});

test('a destination that never repeats may miss something', () => {
  expect(words({ effectClass: 'C' })[REPEAT]).toMatch(/may count twice/);
  expect(words({ effectClass: 'C' }, true)[REPEAT]).toMatch(/may be missing/);
  expect(words({ effectClass: 'A' }, true)[REPEAT]).toMatch(/no second effect/);
});

test('the limits of a request are in words', () => {
  const batch = { items: 100, bytes: 499_999, itemBytes: 32_000, wait: 'PT5M' };
  expect(words({ batch })['How much is sent together']).toMatch(
    /^Up to 100 in one request, of at most 500 kB\. A record of more than 32 kB .* up to 5 minutes/,
  );
  const alone = { items: 1, bytes: null, itemBytes: null, wait: 'PT0S' };
  expect(words({ batch: alone })['How much is sent together']).toBe(
    'Each one in a request of its own.',
  );
});

test('what the destination does not declare is not said', () => {
  expect(Object.keys(words({}))).toEqual([
    REPEAT,
    'What an answer means',
    'How much is sent together',
    'What a removal does',
  ]);
  expect(words({ settle: 'PT30S' })['Between two changes of a record']).toMatch(
    /At least 30 seconds/,
  );
  expect(words({ kind: 'event' })['What a removal does']).toBeUndefined();
});

test('an erasure says what remains, and that Tributary does not request it', () => {
  const forget = {
    what: 'archived',
    with: null,
    words: 'The company can be restored for 90 days',
  } as const;
  expect(words({ forget })['If a person asks to be erased']).toBe(
    'The destination can only archive the record. The company can be restored for 90 days. ' +
      'Request the erasure at the destination: Tributary does not send the request.',
  );
  const impossible = {
    what: 'impossible',
    with: null,
    words: 'The channel keeps the messages',
  } as const;
  expect(words({ forget: impossible })['If a person asks to be erased']).not.toMatch(/Request/);
});
