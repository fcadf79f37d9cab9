import { describe, expect, test } from 'vitest';
import type { DestinationFields, ObjectType, VendorField } from '@/api/generated/model';
import { misfitOf, vendorFieldsOf, withVendorFields } from './vendorFields';

const email = {
  name: 'email',
  label: 'Email',
  type: 'text',
  options: [],
  required: false,
} as const;

const object = {
  name: 'contacts',
  fields: [email],
  otherFields: '[a-z_]+',
  links: [{ field: 'company.domain', object: 'companies' }],
} as unknown as ObjectType;

function field(name: string, more: Partial<VendorField> = {}): VendorField {
  return {
    name,
    label: name.toUpperCase(),
    type: 'text',
    required: false,
    unique: false,
    readOnly: false,
    options: { data: [], closed: false, several: false },
    reference: null,
    ...more,
  };
}

const level = field('level', {
  type: 'picklist',
  options: {
    data: [
      { value: 'gold', label: 'Gold' },
      { value: 'silver', label: 'Silver' },
    ],
    closed: true,
    several: true,
  },
});

function listOf(data: VendorField[], more: Partial<DestinationFields> = {}): DestinationFields {
  return {
    state: 'read',
    readAt: '2026-03-02T09:00:00Z',
    refreshableAt: '2026-03-02T09:00:30Z',
    complete: true,
    delay: null,
    delayedUntil: null,
    data,
    ...more,
  };
}

const constant = (value: string | number | boolean) => ({ kind: 'constant', value }) as const;

describe('the fields of an object', () => {
  test('are those of the manifest and those of the vendor that take values', () => {
    const list = listOf([
      field('email', { required: true }),
      level,
      field('created', { readOnly: true }),
      field('Not_Accepted'),
    ]);
    expect(withVendorFields(object, vendorFieldsOf(list)).fields).toEqual([
      { ...email, required: true },
      {
        name: 'level',
        label: 'LEVEL',
        type: 'picklist',
        options: ['gold', 'silver'],
        required: false,
        help: null,
        example: null,
        suggested: null,
      },
    ]);
  });

  test('are those of the manifest if the vendor does not tell its own', () => {
    const forbidden = listOf([], { state: 'forbidden' });
    expect(withVendorFields(object, vendorFieldsOf(forbidden))).toBe(object);
  });
});

describe('a field of a mapping', () => {
  const list = listOf([
    level,
    field('created', { readOnly: true }),
    field('age', { type: 'number' }),
    field('active', { type: 'boolean' }),
  ]);

  test.each([
    ['unknown', 'colour', null],
    ['readOnly', 'created', null],
    ['noOption', 'level', constant('gold;bronze')],
    ['noNumber', 'age', constant('many')],
    ['noBoolean', 'active', constant('yes')],
    [null, 'level', constant('Gold; silver')],
    [null, 'age', constant(12)],
    [null, 'active', constant(true)],
    [null, 'LEVEL', null],
    [null, 'email', null],
    [null, 'company.domain', null],
    [null, 'level', { kind: 'trait', name: 'level' } as const],
  ])('has the misfit %s for %s', (misfit, name, from) => {
    expect(misfitOf(name, from, object, list)).toBe(misfit);
  });

  test('is not unknown if the list is not complete, or not read', () => {
    expect(misfitOf('colour', null, object, { ...list, complete: false })).toBeNull();
    expect(misfitOf('colour', null, object, { ...list, state: 'failed' })).toBeNull();
    expect(misfitOf('colour', null, object, undefined)).toBeNull();
  });
});
