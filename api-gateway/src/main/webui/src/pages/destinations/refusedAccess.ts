/** The answers of an authorization server (RFC 6749, 4.1.2.1) that a user can act on. */
const CODES = [
  'access_denied',
  'invalid_scope',
  'unauthorized_client',
  'temporarily_unavailable',
] as const;

/** Why there is no access, from the parameters of the address to which the destination sent the user back. */
export function refusedAccess(back: URLSearchParams) {
  const error = back.get('error');
  if (error === null || error === '') {
    return { text: 'destinations.refused.none', answer: null } as const;
  }
  const code = CODES.find((known) => known === error) ?? 'other';
  const answer = [error, back.get('error_description'), back.get('error_uri')]
    .filter((part) => part)
    .join('\n');
  return { text: `destinations.refused.${code}`, answer } as const;
}
