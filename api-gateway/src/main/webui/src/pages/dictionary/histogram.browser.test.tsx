import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { answerTraitPage, catalogue, traitOf } from '@/testing/dictionary';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

test('a trait with numbers has a chart with both axes from zero, and a table of it', async () => {
  const api = new Api();
  const visits = traitOf('visits', { people: 10, types: ['number'] });
  api.on('listCatalogueTraits', { ...catalogue, people: 10, data: [visits] });
  answerTraitPage(api, 'visits');
  api.on('listCatalogueValues', {
    ...catalogue,
    masked: false,
    data: [{ value: 5, people: 4 }],
    numbers: {
      count: 10,
      percentiles: Array.from({ length: 101 }, (_, percent) => percent * 2),
      distribution: [4, 0, 5, 1],
    },
  });
  await open(api, '/dictionary/trait?name=visits', { role: 'admin' });

  const chart = page.getByRole('figure', { name: 'Distribution of the numbers' });
  await expect.element(chart).toHaveTextContent('The numbers are between 0 and 200.');
  await expect.element(chart).toHaveTextContent('Half of them are at most 100.');
  await chart.getByText('Show as table').click();
  const rows = chart.getByRole('row');
  await expect.element(rows.nth(1)).toHaveTextContent('2 to 514');
  await expect.element(rows.nth(3)).toHaveTextContent('100 to 1495');
  // The axes, from zero.
  const axis = [...chart.element().querySelectorAll('[aria-hidden] > span')].map(
    ({ textContent }) => textContent,
  );
  expect(axis).toEqual(expect.arrayContaining(['0', '2', '198']));
  await sound();
  fits();
});
