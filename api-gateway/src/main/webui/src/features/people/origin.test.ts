import { expect, test } from 'vitest';
import { originOf, rowKeyWords } from './origin';

test('an origin is a source, a row of a model, or a user', () => {
  expect(originOf('manual')).toEqual({ kind: 'manual' });
  expect(originOf('manual/identifier')).toEqual({ kind: 'manual' });
  expect(originOf('src_1')).toEqual({ kind: 'source', source: 'src_1' });
  expect(originOf('mdl_1/{"id":"a/b"}')).toEqual({
    kind: 'row',
    model: 'mdl_1',
    row: '{"id":"a/b"}',
  });
});

test('the row of a model is unknown to users who may not see its key', () => {
  expect(originOf('mdl_1')).toEqual({ kind: 'row', model: 'mdl_1', row: null });
});

test('the key of a row is its value, with the names of the columns if there are several', () => {
  expect(rowKeyWords('{"customer_id":"c-00001"}')).toBe('c-00001');
  expect(rowKeyWords('{"id":7}')).toBe('7');
  expect(rowKeyWords('{"shop":"nl","id":7}')).toBe('shop nl, id 7');
});

test('a key in another form stands as it is', () => {
  expect(rowKeyWords('c-00001')).toBe('c-00001');
  expect(rowKeyWords('7')).toBe('7');
});
