import { describe, expect, test } from 'vitest';
import type { ProblemErrorsItem } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { isOfQuery, queryFault } from './queryFault';

const refused = (place: ProblemErrorsItem) =>
  new ProblemError({
    type: '',
    title: '',
    status: 422,
    code: 'query-failed',
    detail: place.detail,
    retryable: false,
    requestId: '',
    errors: [place],
  });

const at = (line: number, column?: number) =>
  refused({
    pointer: '/query',
    detail: 'The query names what is not there: nam',
    engineMessage: 'column "nam" does not exist',
    position: column === undefined ? { line } : { line, column },
  });

describe('a fault of a query', () => {
  test('marks the word at its position, and has the message of the engine', () => {
    const text = 'select id,\n  nam\nfrom customers';
    const fault = queryFault(text, at(2, 3));
    expect(fault).toMatchObject({ line: 2, column: 3, message: 'column "nam" does not exist' });
    expect(text.slice(fault?.range?.from, fault?.range?.to)).toBe('nam');
  });

  test('counts the lines before the query, which are not sent', () => {
    const text = '\n\n  select nam\nfrom customers';
    const fault = queryFault(text, at(1, 8));
    expect(fault).toMatchObject({ line: 3, column: 10 });
    expect(text.slice(fault?.range?.from, fault?.range?.to)).toBe('nam');
  });

  test('marks a quoted name as a whole', () => {
    const text = 'select "first nam" from customers';
    const fault = queryFault(text, at(1, 8));
    expect(text.slice(fault?.range?.from, fault?.range?.to)).toBe('"first nam"');
  });

  test('marks the line if only the line is known', () => {
    const text = 'select 1\nfrom 日本 x\nwhere a';
    const fault = queryFault(text, at(2));
    expect(fault).toMatchObject({ line: 2, column: null });
    expect(text.slice(fault?.range?.from, fault?.range?.to)).toBe('from 日本 x');
  });

  test('has no position if the text is shorter', () => {
    expect(queryFault('select 1', at(4, 1))).toMatchObject({ line: null, range: null });
  });

  test('has the kind of failure if the message of the engine is missing', () => {
    expect(
      queryFault('select 1', refused({ pointer: '/query', detail: 'A value cannot be converted' })),
    ).toMatchObject({ message: 'A value cannot be converted', line: null });
  });

  test('is not a fault of the connection', () => {
    const connection = refused({ pointer: '/warehouse', detail: 'The server does not answer' });
    expect(isOfQuery(connection)).toBe(false);
    expect(queryFault('select 1', connection)).toBeNull();
    expect(queryFault('select 1', new Error('x'))).toBeNull();
    expect(queryFault('select 1', null)).toBeNull();
  });
});
