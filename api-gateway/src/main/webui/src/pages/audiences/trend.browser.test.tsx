import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Audience, AudienceTrendPage } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { late } from '@/testing/late';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const before = { at: '2026-02-23T09:00:00Z', size: 35 };
const grown: Audience = { ...loyal, before };
const hidden: Audience = {
  ...loyal,
  ...{ id: 'aud_2', key: 'hidden', name: 'Hidden', before },
  ...{ size: 0, approximate: { fewerThan: 50 } },
};
const counting: Audience = {
  ...loyal,
  ...{ id: 'aud_3', key: 'counting', name: 'Counting', size: 0 },
  state: { stage: 'building', progress: 0.5, versionInForce: null },
};
const sizes = [
  { at: '2026-02-02T09:00:00Z', size: 20 },
  { at: '2026-02-16T09:00:00Z', size: 30 },
  { at: '2026-03-02T09:00:00Z', size: 39 },
];

const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const line = (name: string) => row(name).getByRole('img', { name: 'people in' });

function answers(): Api {
  const api = new Api();
  api.on('listAudiences', pageOf(grown, hidden, counting));
  api.empty('listDestinations', 'listSyncs');
  return api;
}

test('the trend of an audience is a line with words, read at once for all rows', async () => {
  const api = answers();
  const all = [grown, hidden, counting].map(({ id }) => ({ audience: id, data: sizes }));
  api.on('listAudienceTrends', pageOf(...all));
  await open(api, '/audiences');
  // Its end is the size that the row shows.
  await expect
    .element(line('Loyal'))
    .toHaveAttribute('aria-label', 'Grew from 20 to 40 people in 28 days');
  expect(api.requests('listAudienceTrends')).toHaveLength(1);
  // A size that is hidden or not known yet has no line, whatever the answer has.
  await expect.element(line('Hidden')).not.toBeInTheDocument();
  await expect.element(line('Counting')).not.toBeInTheDocument();
  await sound();
  await page.viewport(375, 900);
  fits();
});

test('the place of a line is there before the line', async () => {
  const api = answers();
  const trends = late<AudienceTrendPage>();
  api.on('listAudienceTrends', trends.answer);
  await open(api, '/audiences');
  await expect.element(row('Loyal')).toHaveTextContent('+5');
  // The other answers are there.
  await expect.element(row('Loyal')).toHaveTextContent('none');
  const size = () => {
    const { width, height } = row('Loyal').element().getBoundingClientRect();
    return [width, height];
  };
  const empty = size();
  trends.give(pageOf({ audience: grown.id, data: sizes }));
  await expect.element(line('Loyal')).toBeVisible();
  expect(size()).toEqual(empty);
});

test('sizes that cannot be read leave the numbers', async () => {
  const api = answers();
  api.on('listAudienceTrends', new Refusal(503, 'unavailable'));
  await open(api, '/audiences');
  await expect.element(row('Loyal')).toHaveTextContent('+5');
  // The second attempt was refused, too.
  await expect.poll(() => api.requests('listAudienceTrends').length).toBe(2);
  await expect.element(line('Loyal')).not.toBeInTheDocument();
});
