import { expect, test } from 'vitest';
import { refusedAccess } from './refusedAccess';

test.each([
  ['error=access_denied&error_description=The+user+said+no', 'access_denied'],
  ['error=server_error', 'other'],
  ['error=toString', 'other'],
  ['state=1', 'none'],
  ['error=', 'none'],
])('%s has words', (query, text) => {
  expect(refusedAccess(new URLSearchParams(query)).text).toBe(`destinations.refused.${text}`);
});

test('the answer itself stays whole', () => {
  const back = new URLSearchParams('error=access_denied&error_description=The+user+said+no');
  expect(refusedAccess(back).answer).toBe('access_denied\nThe user said no');
  expect(refusedAccess(new URLSearchParams()).answer).toBeNull();
});
