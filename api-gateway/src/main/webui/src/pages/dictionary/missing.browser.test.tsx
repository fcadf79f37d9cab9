import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { answerTraitPage, catalogue, eventOf, traitOf } from '@/testing/dictionary';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

const cases = [
  [{ more: false, estimated: false }, /^Nobody (has this trait right now|did this yet)\.$/],
  [{ more: true, estimated: false }, 'is not among the most frequent ones'],
  [{ more: false, estimated: true }, 'but not all people were read'],
] as const;

let api: Api;

beforeEach(() => {
  api = new Api();
});

test.each(cases)('a trait that is not listed: %o', async (differs, words) => {
  answerTraitPage(api, 'rare');
  api.on('listCatalogueTraits', { ...catalogue, ...differs, people: 9, data: [traitOf('plan')] });
  await open(api, '/dictionary/trait?name=rare');
  await expect.element(page.getByText(words)).toBeVisible();
  await sound();
});

test.each(cases)('an event that is not listed: %o', async (differs, words) => {
  const data = [eventOf('Order Completed')];
  api.on('listCatalogueEvents', { ...catalogue, ...differs, people: 9, data });
  api.on('listCatalogueProperties', { ...catalogue, events: 0, data: [] });
  await open(api, '/dictionary/event?call=track&name=Rare');
  await expect.element(page.getByText(words)).toBeVisible();
  await sound();
});
