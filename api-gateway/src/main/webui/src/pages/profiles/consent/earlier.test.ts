import { expect, test } from 'vitest';
import { mayNotCount, originOf } from './earlier';

test('an answer comes from a source, a row of a model, or a user', () => {
  expect(originOf('src_1')).toEqual({ kind: 'source', id: 'src_1' });
  expect(originOf('mdl_1/a/b')).toEqual({ kind: 'model', id: 'mdl_1' });
  expect(originOf('manual')).toEqual({ kind: 'manual', id: 'manual' });
});

test('only a grant from a browser may not count', () => {
  expect(mayNotCount({ by: 'browser', state: 'granted' })).toBe(true);
  expect(mayNotCount({ by: 'browser', state: 'subscribed' })).toBe(true);
  expect(mayNotCount({ by: 'browser', state: 'denied' })).toBe(false);
  expect(mayNotCount({ by: 'server', state: 'granted' })).toBe(false);
});
