const TRIED = 'tributary.sign-in-tried';
const TOO_SOON_MS = 10_000;

/** What the gateway accepts in a path to return to; the rest is sent encoded. */
const NOT_ACCEPTED = /[^A-Za-z0-9\-._~!$&'()*+,;=:@%/?#]/g;

export function signInAddress(returnTo: string): string {
  const path = returnTo.replace(NOT_ACCEPTED, encodeURIComponent);
  return `/auth/login?return_to=${encodeURIComponent(path)}`;
}

/** A user is signed in: after the next sign-out, no sign-in has been tried yet. */
export function signInWorked(): void {
  sessionStorage.removeItem(TRIED);
}

/**
 * Leaves for the sign-in. A user who comes back to the same page at once without a session sees the
 * refusal: a sign-in that creates no session must not be repeated without end.
 */
export async function leaveToSignIn(refusal: Error): Promise<never> {
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
