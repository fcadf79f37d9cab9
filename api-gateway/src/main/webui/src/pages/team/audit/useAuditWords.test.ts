import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import '@/texts/i18n';
import { useAuditWords } from './useAuditWords';

vi.stubGlobal('navigator', { languages: ['en'] });

function said(operation: string, part: string | null = null): string | null {
  let answer: string | null = null;
  renderToStaticMarkup(
    createElement(() => {
      answer = useAuditWords()({ operation, part });
      return null;
    }),
  );
  return answer;
}

/** What leaves a trail, by the table of the reference, which a test of the API holds to the code. */
function audited(): string[] {
  const text = readFileSync('../../../../docs/reference/profiles.md', 'utf8');
  const table = text.slice(text.indexOf('| operation | shows |'), text.indexOf('# Events\n'));
  return [...table.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
}

it('has words for everything that leaves a trail', () => {
  expect(audited()).toContain('readProfile');
  expect(audited().filter((operation) => !said(operation, 'birthday'))).toEqual([]);
});

it('says which trait was shown', () => {
  expect(said('revealTrait', 'passport')).toBe('Revealed the trait passport');
});

it('says for which purpose the people of a file have granted consent', () => {
  expect(said('exportAudienceMembers', 'aud_1')).toBe('Exported the members of an audience');
  expect(said('exportAudienceMembers', 'aud_1 product news')).toBe(
    'Exported the members of an audience who have granted consent for product news',
  );
});

it('has none for what it does not know', () => {
  expect(said('listSomethingNew')).toBeNull();
});
