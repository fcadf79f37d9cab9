import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type {
  CatalogueProperty,
  CatalogueTrait,
  DeclaredPropertyType,
} from '@/api/generated/model';
import type { Role } from '@/api/may';
import { Api, Refusal } from '@/testing/api';
import { answerTraitPage, catalogue, eventOf, propertyOf, traitOf } from '@/testing/dictionary';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

const visits = traitOf('visits', { types: ['text', 'number'] });
const total = propertyOf('total');

const readAs = page.getByRole('combobox', { name: 'Read as' });

async function ask(type: string) {
  await readAs.click();
  await page.getByRole('option', { name: type, exact: true }).click();
}

const question = page.getByRole('dialog', { name: 'Read the values as' });

async function choose(type: string) {
  await ask(type);
  await question.getByRole('button', { name: 'Apply' }).click();
}

let api: Api;

beforeEach(() => {
  api = new Api();
  answerTraitPage(api, 'visits');
});

describe('the type of a trait', () => {
  async function openTrait(trait: Partial<CatalogueTrait> = {}, role: Role = 'admin') {
    api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [{ ...visits, ...trait }] });
    await open(api, '/dictionary/trait?name=visits', { role });
  }

  test('is declared, and the page counts the values that cannot be read as it', async () => {
    await openTrait();
    await expect.element(readAs).toHaveValue('As sent');
    api.on('declareTraitType', ({ body }) => {
      const data: CatalogueTrait[] = [{ ...visits, declared: 'number', unreadable: 3 }];
      api.on('listCatalogueTraits', { ...catalogue, people: 4, data });
      return body as { type: string };
    });
    await choose('Number');
    await expect
      .element(page.getByText('Not readable as “Number”: the values of 3 people.'))
      .toBeVisible();
    await expect.element(readAs).toHaveValue('Number');
    expect(api.requests('declareTraitType').map(({ place, body }) => [place, body])).toEqual([
      [{ workspace: 'northwind', trait: 'visits' }, { type: 'number' }],
    ]);
    await sound();
  });

  test('is removed', async () => {
    await openTrait({ declared: 'date-time', unreadable: 1 });
    const unreadable = page.getByText('Not readable as “Date or time”: the value of 1 person.');
    await expect.element(unreadable).toBeVisible();
    await expect.element(readAs).toHaveValue('Date or time');
    api.on('declareTraitType', ({ body }) => {
      api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [visits] });
      return body as { type: string };
    });
    await choose('As sent');
    await expect.element(unreadable).not.toBeInTheDocument();
    await expect.element(readAs).toHaveValue('As sent');
    expect(api.bodies('declareTraitType')).toEqual([{ type: 'none' }]);
  });

  test.each([
    [4, 'None of the values can be read as “Number”.'],
    [3, 'Groups of values and long texts are not listed.'],
  ])(
    'explains the empty list if the values of %i of 4 people cannot be read',
    async (unreadable, why) => {
      await openTrait({ declared: 'number', unreadable });
      const values = page.getByRole('region', { name: 'Values', exact: true });
      await expect.element(values).toHaveTextContent(why);
    },
  );

  test('changes only after a confirmation, which says what happens', async () => {
    await openTrait({ declared: 'text', unreadable: 0 });
    await ask('Number');
    await expect.element(question).toHaveTextContent('Audiences that use the values are evaluated');
    await expect
      .element(question)
      .toHaveTextContent('Values that cannot be read as “Number” are unknown');
    await sound();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(question).not.toBeInTheDocument();
    await expect.element(readAs).toHaveValue('Text');
    expect(api.bodies('declareTraitType')).toEqual([]);
  });

  test('has its count of values that cannot be read in the confirmation', async () => {
    api.on('listCatalogueTraits', ({ query }) => {
      const unreadable = query.as === 'number' ? 3 : 0;
      const data = [{ ...visits, declared: query.as ?? null, unreadable } as CatalogueTrait];
      return { ...catalogue, people: 4, estimated: query.as === 'number', data };
    });
    await open(api, '/dictionary/trait?name=visits', { role: 'admin' });
    await ask('Number');
    const counted = question.getByRole('status');
    await expect
      .element(counted)
      .toHaveTextContent('Not readable as “Number”: the values of 3 people. This number is an');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await ask('Text');
    await expect.element(counted).toHaveTextContent('All known values can be read as “Text”.');
    await expect.element(counted).not.toHaveTextContent('estimate');
    expect(api.requests('listCatalogueTraits').map(({ query }) => query)).toContainEqual(
      expect.objectContaining({ trait: 'visits', as: 'number' }),
    );
    await sound();
  });

  test('does not say that all values can be read where only a part was read', async () => {
    const data = [{ ...visits, declared: 'number', unreadable: 0 } as CatalogueTrait];
    api.on('listCatalogueTraits', { ...catalogue, people: 4, estimated: true, data });
    await open(api, '/dictionary/trait?name=visits', { role: 'admin' });
    const none = (type: string) => `No value that cannot be read as “${type}” was found, but`;
    await expect.element(page.getByText(none('Number'))).toBeVisible();
    await ask('Text');
    await expect.element(question.getByRole('status')).toHaveTextContent(none('Text'));
    await expect.element(page.getByText('All known values')).not.toBeInTheDocument();
  });

  test('has an estimate beside the field, which says so', async () => {
    const data = [{ ...visits, declared: 'number', unreadable: 3 } as CatalogueTrait];
    api.on('listCatalogueTraits', { ...catalogue, people: 4, estimated: true, data });
    await open(api, '/dictionary/trait?name=visits', { role: 'admin' });
    await expect
      .element(page.getByText('the values of 3 people. This number is an estimate'))
      .toBeVisible();
  });

  test('says in the confirmation that the values could not be counted', async () => {
    await openTrait();
    api.on('listCatalogueTraits', new Refusal(422, 'invalid'));
    await ask('Number');
    await expect
      .element(question.getByRole('status'))
      .toHaveTextContent('How many of the known values cannot be read is unknown.');
    await expect.element(question.getByRole('button', { name: 'Apply' })).toBeEnabled();
  });

  test('stays as it was after a refusal, which is shown', async () => {
    await openTrait({ declared: 'text', unreadable: 0 });
    const detail = 'The workspace has 200 declared types';
    api.on('declareTraitType', new Refusal(422, 'invalid', { detail }));
    await choose('Yes or no');
    await expect.element(question.getByRole('alert')).toHaveTextContent(detail);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(readAs).toHaveValue('Text');
    await expect.element(readAs).toBeEnabled();
    expect(api.bodies('declareTraitType')).toEqual([{ type: 'boolean' }]);
  });

  test('cannot be changed without the role Admin', async () => {
    await openTrait({ declared: 'number', unreadable: 0 }, 'engineer');
    await expect.element(readAs).toHaveValue('Number');
    await expect.element(readAs).toBeDisabled();
    const panel = page.getByRole('region', { name: 'Declared type' });
    await expect.element(panel).toHaveTextContent('This requires the role Admin.');
  });
});

describe('the type of a property', () => {
  async function openProperty(property: Partial<CatalogueProperty> = {}, role: Role = 'admin') {
    const data = [{ ...total, ...property }];
    api.on('listCatalogueProperties', { ...catalogue, events: 7, data });
    const events = [eventOf('Order Completed')];
    api.on('listCatalogueEvents', { ...catalogue, people: 4, data: events });
    await open(api, '/dictionary/event?call=track&name=Order%20Completed', { role });
    await page.getByRole('button', { name: 'Values of total' }).click();
  }

  test('is declared for its event, and is removed', async () => {
    await openProperty();
    api.on('declarePropertyType', ({ body }) => {
      const number: CatalogueProperty = { ...total, declared: 'number', unreadable: 2 };
      const asked = body as DeclaredPropertyType;
      const data = [asked.type === 'number' ? number : total];
      api.on('listCatalogueProperties', { ...catalogue, events: 7, data });
      return asked;
    });
    await choose('Number');
    const unreadable = page.getByText('Not readable as “Number”: the values in 2 events.');
    await expect.element(unreadable).toBeVisible();
    await choose('As sent');
    await expect.element(unreadable).not.toBeInTheDocument();
    await expect.element(readAs).toHaveValue('As sent');
    const of = { call: 'track', event: 'Order Completed', property: 'total' };
    expect(api.bodies('declarePropertyType')).toEqual([
      { ...of, type: 'number' },
      { ...of, type: 'none' },
    ]);
  });

  test('stays as it was after a refusal, which is shown', async () => {
    await openProperty({ declared: 'number', unreadable: 0 });
    const detail = 'The workspace has 200 declared types';
    api.on('declarePropertyType', new Refusal(422, 'invalid', { detail }));
    await choose('Text');
    await expect.element(question.getByRole('alert')).toHaveTextContent(detail);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(readAs).toHaveValue('Number');
  });

  test('cannot be changed without the role Admin', async () => {
    await openProperty({}, 'engineer');
    await expect.element(readAs).toBeDisabled();
    const dialog = page.getByRole('dialog', { name: 'Values of total' });
    await expect.element(dialog).toHaveTextContent('This requires the role Admin.');
  });
});
