import { describe, expect, test } from 'vitest';
import { found, synonymFor, unseenSubjects, type Words } from './search';
import type { PropertySubject, Subject, ValueSubject } from './subject';
import { entryOf, newCondition, saidName } from './subjects';

const SEEN = { people: 3, last: null };

const lifetimeValue: Subject = {
  kind: 'trait',
  trait: 'lifetimeValue',
  types: ['number'],
  seen: SEEN,
  synonyms: ['spent', 'LTV'],
};
const country: Subject = { kind: 'trait', trait: 'country', types: ['text'], seen: SEEN };
const ordered: Subject = {
  kind: 'event',
  call: 'track',
  event: 'Order Completed',
  seen: SEEN,
  synonyms: ['bought', 'purchase'],
};
const boughtIt: Subject = { kind: 'audience', id: 'aud_1', name: 'Bought it all', size: 3 };
const marketing: Subject = { kind: 'consent', purpose: 'marketing', synonyms: ['opt-in', 'GDPR'] };
const all = [lifetimeValue, country, ordered, marketing, boughtIt];

const category: PropertySubject = {
  kind: 'property',
  call: 'track',
  event: 'Order Completed',
  property: 'products.category',
  types: ['list'],
  events: 7,
};
const total: PropertySubject = { ...category, property: 'total', types: ['number'] };
const netherlands: ValueSubject = {
  kind: 'value',
  trait: 'country',
  type: 'text',
  value: 'NL',
  country: 'Netherlands',
  people: 12,
};

const words: Words = {
  name: (each) => {
    switch (each.kind) {
      case 'template':
      case 'top':
        return each.kind;
      case 'consent':
        return `Consent for ${each.purpose}`;
      default:
        return saidName(each);
    }
  },
  about: () => '',
  kind: (each) => each.kind,
};
const search = (typed: string) => found(all, [category, total], [netherlands], typed, words);

describe('a search', () => {
  test('finds by name and then by synonyms', () => {
    expect(search('bought').fitting.slice(0, 2)).toEqual([boughtIt, ordered]);
    expect(search('ltv').fitting[0]).toBe(lifetimeValue);
    expect(search('order comp').fitting[0]).toBe(ordered);
  });

  test('offers the share of each number while only its beginning is typed', () => {
    const tenth = { kind: 'top', trait: 'lifetimeValue', end: 'top', percent: 10 };
    expect(search('top').fitting[0]).toEqual(tenth);
    expect(search('top 10').fitting[0]).toEqual(tenth);
    expect(search('percent')).toMatchObject({ share: true, fitting: [tenth, netherlands] });
    expect(search('top customers').fitting).not.toContainEqual(tenth);
  });

  test('says by which synonym', () => {
    expect(synonymFor(ordered, 'purch', words)).toBe('purchase');
    expect(synonymFor(ordered, 'order', words)).toBeNull();
    expect(synonymFor(ordered, '', words)).toBeNull();
    expect(synonymFor(boughtIt, 'bought', words)).toBeNull();
  });

  test('finds consent by its purpose, and by other words for consent', () => {
    for (const typed of ['consent', 'marketing', 'consent for marketing', 'opt-in', 'gdpr']) {
      expect(search(typed).fitting).toContain(marketing);
    }
    expect(synonymFor(marketing, 'opt-in', words)).toBe('opt-in');
  });

  test('finds properties by their own name, and by that of their event too', () => {
    expect(search('products category').fitting).toContain(category);
    expect(search('category order').fitting).toContain(category);
    expect(search('order completed').fitting).not.toContain(category);
    expect(search('total').fitting).toContain(total);
    expect(search('t').fitting).not.toContain(total);
  });

  test('offers the values that the API has found', () => {
    expect(search('netherlands').fitting).toEqual([netherlands]);
    expect(search('').fitting).toEqual(all);
  });

  test('offers a share of the people of each number that is meant', () => {
    const top = { kind: 'top', trait: 'lifetimeValue', end: 'top', percent: 10 };
    expect(search('top 10 % of lifetime value').fitting).toEqual([top, netherlands]);
    expect(search('top 10 % by LTV').fitting[0]).toEqual(top);
    expect(search('top 10 % of country').fitting).not.toContainEqual(top);
  });

  test('offers what was not seen yet once, and nothing that was', () => {
    expect(search('nope').unseen).toBe('nope');
    expect(search('lifetimeValue').unseen).toBeNull();
    expect(search(' ').unseen).toBeNull();
    expect(unseenSubjects('nope').map(({ kind }) => kind)).toEqual(['trait', 'event']);
  });

  test('says what is not supported', () => {
    expect(search('ticket after order').unsupported).toEqual(['sequences']);
    expect(search('birthday').unsupported).toEqual(['anniversaries']);
    expect(search('order').unsupported).toEqual([]);
  });
});

describe('a new condition', () => {
  test('on a value is complete', () => {
    expect(newCondition(netherlands)).toMatchObject({
      trait: 'country',
      test: { operator: 'equals', value: 'NL' },
    });
    expect(newCondition({ ...netherlands, type: 'list' })).toMatchObject({
      test: { operator: 'includes' },
    });
  });

  test('on a property counts its event, and goes on at the value', () => {
    const condition = newCondition(category);
    expect(condition).toMatchObject({
      kind: 'event',
      event: 'Order Completed',
      where: [{ property: 'products.category', test: { operator: 'includes' } }],
    });
    const [filter] = condition.kind === 'event' ? (condition.where ?? []) : [];
    expect(entryOf(condition)).toEqual({ node: filter?.id, control: 'value' });
  });

  test('on a share of people has its threshold, or none if it is not known', () => {
    const top: Subject = { kind: 'top', trait: 'lifetimeValue', end: 'top', percent: 10 };
    expect(newCondition(top, 482.5)).toMatchObject({
      test: { operator: 'greaterThan', value: 482.5 },
    });
    expect(newCondition({ ...top, end: 'bottom' })).toMatchObject({
      test: { operator: 'lessThan', value: null },
    });
  });

  test('on consent asks for people who granted it, and goes on at the answer', () => {
    const condition = newCondition(marketing);
    expect(condition).toMatchObject({ kind: 'consent', consent: 'marketing', state: 'granted' });
    expect(entryOf(condition)).toEqual({ node: condition.id, control: 'operator' });
  });

  test('on a trait goes on at its value, on an event at what was done', () => {
    const trait = newCondition(country);
    expect(entryOf(trait)).toEqual({ node: trait.id, control: 'value' });
    const event = newCondition(ordered);
    expect(entryOf(event)).toEqual({ node: event.id, control: 'operator' });
  });
});
