import { expect, test } from 'vitest';
import {
  draftOf,
  emptyDraft,
  isAtFields,
  isMoved,
  missing,
  requestOf,
  unsafe,
  whereOf,
} from './connectionDraft';

const files = {
  kind: 'files',
  path: 'shop.duckdb',
  host: null,
  port: null,
  database: null,
  user: null,
  schema: null,
  tls: null,
  verifyCertificate: null,
  caCertificate: null,
  passwordSet: null,
};
const server = {
  ...files,
  kind: 'postgresql',
  path: null,
  host: 'db.example.com',
  port: 5433,
  database: 'shop',
  user: 'reader',
  schema: 'sales',
  tls: true,
  verifyCertificate: false,
  passwordSet: true,
};

test('a password that is not typed is not sent, so the stored one stays', () => {
  const draft = draftOf(server);
  expect(requestOf(draft)).not.toHaveProperty('password');
  expect(requestOf({ ...draft, password: 's3cret' })).toMatchObject({
    kind: 'postgresql',
    port: 5433,
    tls: true,
    verifyCertificate: false,
    password: 's3cret',
  });
});

test('only what belongs to the kind is sent', () => {
  expect(requestOf({ ...emptyDraft('parquet'), path: ' exports ' })).toEqual({
    kind: 'files',
    path: 'exports',
  });
});

test('what is missing is named in the order of the form', () => {
  expect(missing({ ...emptyDraft('postgresql'), database: 'shop' })).toEqual(['host', 'user']);
  expect(missing(draftOf(files))).toEqual([]);
});

test.each([
  ['host', 'other.example.com'],
  ['port', '5432'],
  ['user', 'writer'],
  ['tls', false],
  ['verifyCertificate', true],
  ['caCertificate', '-----BEGIN CERTIFICATE-----'],
])('another %s asks for the password again', (field, value) => {
  const before = draftOf(server);
  expect(isMoved({ ...before, schema: 'other', database: 'other' }, before)).toBe(false);
  expect(isMoved({ ...before, [field]: value }, before)).toBe(true);
});

test('what is not safe on its way is said', () => {
  expect(unsafe(draftOf(server))).toBe('unverified');
  expect(unsafe({ ...draftOf(server), tls: false })).toBe('unencrypted');
  expect(unsafe(emptyDraft('postgresql'))).toBe(null);
  expect(unsafe(draftOf(files))).toBe(null);
});

test('where it is', () => {
  expect(whereOf(files)).toBe('shop.duckdb');
  expect(whereOf(server)).toBe('db.example.com:5433/shop');
});

test('an error is at its field only while the form shows the field', () => {
  const draft = emptyDraft('postgresql');
  expect(isAtFields(['/connection/tls'], draft)).toBe(true);
  expect(isAtFields(['/connection/host', '/name'], draft)).toBe(true);
  expect(isAtFields(['/connection/verifyCertificate'], draft)).toBe(true);
  expect(isAtFields(['/connection/verifyCertificate'], { ...draft, tls: false })).toBe(false);
  expect(isAtFields(['/connection/path'], draft)).toBe(false);
  expect(isAtFields(['/connection/path'], emptyDraft('duckdb'))).toBe(true);
  expect(isAtFields(['/connection/host', '/connection'], draft)).toBe(false);
  expect(isAtFields([], draft)).toBe(false);
});
