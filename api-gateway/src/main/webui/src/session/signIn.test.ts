import { expect, test } from 'vitest';
import { signInAddress } from './signIn';

/** As the gateway reads it (ReturnPath). */
const ACCEPTED = /^\/(?!\/)[A-Za-z0-9\-._~!$&'()*+,;=:@%/?#]*$/;

test.each([
  '/w/northwind/audiences?q=loyal',
  '/w/northwind/profiles/prf_1?tab=timeline&type=track#top',
  '/w/northwind/audiences?q="at risk"|[x]',
])('after the sign-in somebody is back at %s', (path) => {
  const returnTo = new URL(signInAddress(path), 'https://tributary.example').searchParams.get(
    'return_to',
  );
  expect(returnTo).toMatch(ACCEPTED);
  expect(decodeURI(returnTo ?? '')).toContain('/w/northwind/');
});
