const KEPT = 'tributary.invitation';

/**
 * The token of the link that led here. It leaves the address, so that it stays in no history, and
 * waits in this tab while its owner signs in.
 */
export function tokenOfLink(): string | null {
  const token = window.location.hash.slice(1);
  if (token !== '') {
    sessionStorage.setItem(KEPT, token);
    window.history.replaceState(null, '', window.location.pathname);
  }
  return sessionStorage.getItem(KEPT);
}

/** The link was used. */
export function forgetLink(): void {
  sessionStorage.removeItem(KEPT);
}
