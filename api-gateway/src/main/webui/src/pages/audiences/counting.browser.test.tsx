import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Audience } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';

const counting: Audience = {
  ...loyal,
  size: 0,
  state: { stage: 'building', progress: 0.667, versionInForce: null },
};

function answers(audience: Audience): Api {
  const api = new Api();
  api.on('listAudiences', pageOf(audience));
  api.on('readAudience', audience);
  api.on('listAudienceSizes', { data: [{ at: loyal.updatedAt, size: 0 }] });
  api.empty('listDestinations');
  api.empty('listSyncs');
  return api;
}

test('an audience has no number while its first rule is evaluated', async () => {
  await open(answers(counting), `/audiences/${loyal.id}`);
  await expect.element(page.getByText('counting …').first()).toBeVisible();
  await expect.element(page.getByText(/Counting people · \d/)).toBeVisible();
  await expect.element(page.getByRole('tab', { name: 'People' })).toHaveTextContent('counting …');
  await expect
    .element(page.getByText('The size and the members are shown when the rule is evaluated'))
    .toBeVisible();
  await expect.element(page.getByText('0 people')).not.toBeInTheDocument();
  await expect.element(page.getByText('evaluated as of')).not.toBeInTheDocument();
});

test('the list has no number while the first rule is evaluated', async () => {
  await open(answers(counting), '/audiences');
  const row = page.getByRole('row').filter({ hasText: 'Loyal' });
  await expect.element(row).toHaveTextContent('counting …');
  await expect.element(row).toHaveTextContent('not evaluated yet');
});

test('a new name is no new rule', async () => {
  await open(answers({ ...loyal, version: 2 }), `/audiences/${loyal.id}`);
  await expect.element(page.getByText('40 people').first()).toBeVisible();
  await expect.element(page.getByText('of the rule is used until')).not.toBeInTheDocument();
});
