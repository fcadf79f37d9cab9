import { expect, test } from 'vitest';
import { paletteFilter } from './paletteFilter';

const group = (name: string, ...labels: string[]) => ({
  group: name,
  actions: labels.map((label) => ({ id: label, label, keywords: [`key-${label}`] })),
});

test('names come before other matches', () => {
  const shown = paletteFilter(
    'key',
    [group('Pages', 'Sources'), group('Traits', 'Keyword')],
    'People',
  );
  expect(shown.map(({ group }) => group)).toEqual(['Traits', 'Pages']);
});

test('many pages and objects do not hide the people', () => {
  const many = group('Traits', ...Array.from({ length: 40 }, (_, at) => `ada ${at}`));
  const [traits, people] = paletteFilter('ada', [many, group('People', 'Lovelace')], 'People');
  expect(traits?.actions).toHaveLength(12);
  expect(people?.actions.map(({ label }) => label)).toEqual(['Lovelace']);
});

test('what does not match is not shown', () => {
  expect(paletteFilter('xyz', [group('Pages', 'Sources')], 'People')).toEqual([]);
});
