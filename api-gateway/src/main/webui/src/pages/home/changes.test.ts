import { expect, test } from 'vitest';
import { type Definition, recentChanges } from './changes';

const NOW = Date.parse('2026-03-10T10:00:00Z');

function definition(name: string, createdAt: string, updatedAt = createdAt): Definition {
  return { id: name, name, createdAt, updatedAt };
}

test('the latest change comes first, whatever its kind', () => {
  const changes = recentChanges(
    {
      audience: [definition('Loyal', '2026-03-08T10:00:00Z')],
      sync: [definition('To CRM', '2026-01-01T10:00:00Z', '2026-03-09T10:00:00Z')],
    },
    NOW,
  );
  expect(changes.map(({ kind, name, created }) => [kind, name, created])).toEqual([
    ['sync', 'To CRM', false],
    ['audience', 'Loyal', true],
  ]);
});

test('what is older than a week is no recent change', () => {
  const source = [definition('Web', '2026-03-03T09:59:59Z')];
  expect(recentChanges({ source }, NOW)).toEqual([]);
});

test('a kind that could not be read has none', () => {
  expect(recentChanges({ model: undefined }, NOW)).toEqual([]);
});
