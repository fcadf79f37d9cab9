import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Role } from '@/api/may';
import { Api, Refusal } from '@/testing/api';
import { answerTraitPage, catalogue, eventOf } from '@/testing/dictionary';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

const of = { call: 'track', event: 'Order Completed' };
const ordered = eventOf(of.event, { synonyms: ['bought'] });

const panel = page.getByRole('region', { name: 'Synonyms' });
const words = panel.getByPlaceholder('Add a word');

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listCatalogueProperties', { ...catalogue, events: 7, data: [] });
  api.on('listCatalogueEvents', { ...catalogue, people: 4, data: [ordered] });
});

async function openEvent(role: Role) {
  const opened = await open(api, '/dictionary/event?call=track&name=Order%20Completed', { role });
  await expect.element(panel).toHaveTextContent('bought');
  return opened;
}

test('a marketer adds and removes the synonyms of an event', async () => {
  api.on('putSynonyms', ({ body }) => {
    const asked = body as { synonyms: string[] };
    const data = [{ ...ordered, synonyms: asked.synonyms }];
    api.on('listCatalogueEvents', { ...catalogue, people: 4, data });
    return { ...of, trait: null, synonyms: asked.synonyms };
  });
  await openEvent('marketer');
  await words.click();
  await userEvent.keyboard('gekocht{Enter}');
  await expect.element(panel).toHaveTextContent('gekocht');
  await expect.element(panel.getByRole('status')).toHaveTextContent('Saved');
  await sound();
  await userEvent.keyboard('{Backspace}{Backspace}');
  await expect.element(panel).not.toHaveTextContent('bought');
  expect(api.bodies('putSynonyms')).toEqual([
    { ...of, synonyms: ['bought', 'gekocht'] },
    { ...of, synonyms: ['bought'] },
    { ...of, synonyms: [] },
  ]);
});

test('a built-in word is marked apart from the own words of the company', async () => {
  const data = [{ ...ordered, synonyms: ['bought', 'gekocht'], shippedSynonyms: ['bought'] }];
  api.on('listCatalogueEvents', { ...catalogue, people: 4, data });
  await openEvent('marketer');
  await expect.element(panel.getByText('bought (built-in)')).toBeVisible();
  await expect.element(panel.getByText('gekocht', { exact: true })).toBeVisible();
  await expect.element(panel).toHaveTextContent('the others are your own');
  await sound();
});

test('the stored words are shown, not those that were sent', async () => {
  api.on('putSynonyms', () => {
    const data = [{ ...ordered, synonyms: ['bought', 'gekocht'] }];
    api.on('listCatalogueEvents', { ...catalogue, people: 4, data });
    return { ...of, trait: null, synonyms: ['bought', 'gekocht'] };
  });
  await openEvent('marketer');
  await words.click();
  await userEvent.keyboard('GEKOCHT{Enter}');
  await expect.element(panel).toHaveTextContent('gekocht');
  await expect.element(panel).not.toHaveTextContent('GEKOCHT');
});

test('a word that is already a synonym is named', async () => {
  await openEvent('marketer');
  await words.click();
  await userEvent.keyboard('Bought{Enter}');
  await expect
    .element(panel.getByRole('status'))
    .toHaveTextContent('“Bought” is already a synonym.');
  expect(api.bodies('putSynonyms')).toEqual([]);
});

test('another event has its own words', async () => {
  api.on('putSynonyms', new Refusal(422, 'invalid', { detail: 'No' }));
  const viewed = eventOf('Page Viewed', { synonyms: ['visited'] });
  api.on('listCatalogueEvents', { ...catalogue, people: 4, data: [ordered, viewed] });
  const { go } = await openEvent('marketer');
  await words.click();
  await userEvent.keyboard('sale{Enter}');
  await expect.element(panel.getByRole('alert')).toBeVisible();
  await go('/dictionary/event?call=track&name=Page%20Viewed');
  await expect.element(panel).toHaveTextContent('visited');
  await expect.element(panel.getByRole('alert')).not.toBeInTheDocument();
});

test('what the catalogue does not list has no words to replace', async () => {
  api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [] });
  api.on('listCatalogueEvents', { ...catalogue, people: 4, more: true, data: [] });
  await open(api, '/dictionary/event?call=track&name=Order%20Completed', { role: 'marketer' });
  await expect.element(page.getByRole('heading', { name: 'Order Completed' })).toBeVisible();
  await expect.element(panel).not.toBeInTheDocument();
});

test('a trait that the catalogue does not list has no words to replace', async () => {
  api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [] });
  answerTraitPage(api, 'visits');
  await open(api, '/dictionary/trait?name=visits', { role: 'marketer' });
  await expect.element(page.getByRole('heading', { name: 'visits' })).toBeVisible();
  await expect.element(panel).not.toBeInTheDocument();
});

test('a refusal is shown, and the synonyms stay', async () => {
  const detail = 'This must be a text of 1 to 60 characters';
  api.on('putSynonyms', new Refusal(422, 'invalid', { detail }));
  await openEvent('marketer');
  await words.click();
  await userEvent.keyboard('sale{Enter}');
  await expect.element(panel.getByRole('alert')).toHaveTextContent(detail);
  await expect.element(panel).not.toHaveTextContent('sale');
});

test('a viewer reads which role may change them', async () => {
  await openEvent('viewer');
  await expect.element(words).toBeDisabled();
  await expect.element(panel).toHaveTextContent('This requires the role Marketer.');
});

test('the list of events finds an event by its synonyms', async () => {
  api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [] });
  await open(api, '/dictionary?tab=events&q=bought', { role: 'viewer' });
  await expect.element(page.getByRole('link', { name: 'Order Completed' })).toBeVisible();
});
