import type { ProblemError } from '@/api/problem';

const TRIED = 'tributary.sign-in-tried';
const TOO_SOON_MS = 10_000;

/** What the gateway accepts in a path to return to; the rest is sent encoded. */
const NOT_ACCEPTED = /[^A-Za-z0-9\-._~!$&'()*+,;=:@%/?#]/g;

export function signInAddress(returnTo: string): string {
  const path = returnTo.replace(NOT_ACCEPTED, encodeURIComponent);
  return `/auth/login?return_to=${encodeURIComponent(path)}`;
}

/** Somebody is signed in: the next time that nobody is, nothing has been tried yet. */
export function signInWorked(): void {
  sessionStorage.removeItem(TRIED);
}

/**
 * Leaves for the sign-in. Whoever comes back to the same page at once and still has no session is told
 * so, for a session that never comes to be must not end in a circle.
 */
export async function leaveToSignIn(refusal: ProblemError): Promise<never> {
  const { pathname, search, hash } = window.location;
  const page = pathname + search + hash;
  const [at, tried] = (sessionStorage.getItem(TRIED) ?? '0 ').split(' ', 2);
  if (tried === page && Date.now() - Number(at) < TOO_SOON_MS) {
    throw refusal;
  }
  sessionStorage.setItem(TRIED, `${Date.now()} ${page}`);
  window.location.assign(signInAddress(page));
  return new Promise<never>(() => {});
}
