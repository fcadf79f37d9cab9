import { expect, test } from 'vitest';
import type { Column } from '@/api/generated/model';
import { suggestKey, suggestMapping, traitName } from './suggestMapping';

const text = (name: string): Column => ({ name, type: 'text' });

test('names of columns suggest what they mean', () => {
  const columns: Column[] = [
    text('customer_id'),
    text('email'),
    text('phone'),
    text('First Name'),
    { name: 'marketing_consent', type: 'text' },
    { name: 'opt_in_sms', type: 'boolean' },
    { name: 'lifetimeValue', type: 'decimal' },
    { name: 'updated_at', type: 'timestamp' },
    { name: 'created_at', type: 'timestamp' },
  ];
  const rows = [
    { customer_id: 'c-1', email: 'a@x.test', phone: '+31 6 1234 5678' },
    { customer_id: 'c-2', email: 'b@x.test', phone: null },
  ];
  expect(suggestMapping(columns, rows)).toEqual({
    primaryKey: ['customer_id'],
    mapping: {
      identifiers: { customer_id: 'user_id', email: 'email', phone: 'phone' },
      traits: { 'First Name': 'first_name', lifetimeValue: 'lifetime_value' },
      consent: { marketing_consent: 'marketing', opt_in_sms: 'sms' },
      subscriptions: {},
      observedAt: 'updated_at',
    },
  });
});

test('values decide where the name says nothing, and against a name that promises too much', () => {
  const columns = [text('login'), text('mail')];
  const rows = [{ login: 'a@x.test', mail: 'weekly' }];
  expect(suggestMapping(columns, rows).mapping).toMatchObject({
    identifiers: { login: 'email' },
    traits: { mail: 'mail' },
  });
});

test('of two columns of the same type one names the person', () => {
  const columns = [text('email'), text('work_email')];
  const rows = [{ email: 'a@x.test', work_email: 'a@work.test' }];
  expect(suggestMapping(columns, rows).mapping).toMatchObject({
    identifiers: { email: 'email' },
    traits: { work_email: 'work_email' },
  });
});

test('hidden values say nothing for or against', () => {
  const rows = [{ email: { masked: true } }, { email: { masked: true } }];
  expect(suggestMapping([text('email')], rows)).toMatchObject({
    primaryKey: ['email'],
    mapping: { identifiers: { email: 'email' } },
  });
});

test('the key is named like one and different in every row', () => {
  const columns = [text('order_id'), text('id'), text('line_no')];
  expect(suggestKey(columns, [{ order_id: 1, id: 7, line_no: 1 }])).toEqual(['id']);
  expect(
    suggestKey(columns, [
      { order_id: 1, id: 7, line_no: 1 },
      { order_id: 1, id: 7, line_no: 2 },
    ]),
  ).toEqual(['line_no']);
  expect(suggestKey([text('letter')], [{ letter: 'a' }])).toEqual([]);
});

test('a key that names no person is not kept of them', () => {
  const columns = [text('row_key'), text('email')];
  expect(suggestMapping(columns, [{ row_key: 'r', email: 'a@x.test' }]).mapping.traits).toEqual({});
});

test.each([
  ['First Name', 'first_name'],
  ['lifetimeValue', 'lifetime_value'],
  ['2nd address (home)', 'nd_address_home'],
])('the column %s is kept as %s', (column, trait) => {
  expect(traitName(column)).toBe(trait);
});
