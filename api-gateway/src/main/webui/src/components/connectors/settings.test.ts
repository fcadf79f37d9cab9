import { describe, expect, it } from 'vitest';
import type { Setting } from '@/api/generated/model';
import { draftOf, isMoved, missing, patchOf, settingsOf } from './settings';

function setting(name: string, rest: Partial<Setting> = {}): Setting {
  const usual = {
    label: name,
    help: '',
    type: 'text',
    required: false,
    secret: false,
    origin: false,
    example: null,
  } as const;
  return { ...usual, options: [], name, ...rest };
}

const DECLARED = [
  setting('url', { required: true, origin: true }),
  setting('token', { required: true, secret: true }),
  setting('port', { type: 'number', origin: true }),
  setting('tls', { type: 'boolean' }),
  setting('names', { type: 'list' }),
];
const STORED = { url: 'https://a.example', token: { set: true }, port: 5432, tls: false };

describe('a new form', () => {
  it('leaves out what is not given', () => {
    const draft = { ...draftOf(DECLARED), url: ' https://b.example ', tls: false };
    expect(settingsOf(DECLARED, draft)).toEqual({ url: 'https://b.example', tls: false });
  });

  it('knows which required ones are missing', () => {
    expect(missing(DECLARED, draftOf(DECLARED)).map(({ name }) => name)).toEqual(['url', 'token']);
  });
});

describe('a form of what is stored', () => {
  it('begins with it, and never with a secret', () => {
    expect(draftOf(DECLARED, STORED)).toEqual({
      url: 'https://a.example',
      token: '',
      port: 5432,
      tls: false,
      names: [],
    });
  });

  it('takes away what was emptied and leaves the secret as it is', () => {
    const draft = { ...draftOf(DECLARED, STORED), port: '', names: ['a'] };
    expect(patchOf(DECLARED, draft, STORED)).toEqual({
      url: 'https://a.example',
      port: null,
      tls: false,
      names: ['a'],
    });
    expect(missing(DECLARED, draft, STORED)).toEqual([]);
  });

  it('asks for its secrets again where the address changes', () => {
    const draft = draftOf(DECLARED, STORED);
    expect(isMoved(DECLARED, { ...draft, names: ['a'] }, STORED)).toBe(false);
    const elsewhere = { ...draft, url: 'https://attacker.example' };
    expect(isMoved(DECLARED, elsewhere, STORED)).toBe(true);
    expect(isMoved(DECLARED, { ...draft, port: 5433 }, STORED)).toBe(true);
    expect(missing(DECLARED, elsewhere, STORED, true).map(({ name }) => name)).toEqual(['token']);
  });

  it('replaces a secret that was typed anew', () => {
    const draft = { ...draftOf(DECLARED, STORED), token: 'new' };
    expect(patchOf(DECLARED, draft, STORED)).toMatchObject({ token: 'new' });
  });
});
