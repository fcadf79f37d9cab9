/** How Keycloak names the account of an API client; no user can have such a name. */
const SERVICE_ACCOUNT = 'service-account-';

/** Stands for a caller whose token has no name. */
const UNKNOWN = 'unknown';

export type Caller =
  | { kind: 'user'; name: string }
  | { kind: 'program'; name: string }
  | { kind: 'unknown' };

/** A caller by the name in a token. */
export function callerOf(name: string | null): Caller {
  if (name === null || name === '' || name === UNKNOWN) {
    return { kind: 'unknown' };
  }
  return name.startsWith(SERVICE_ACCOUNT)
    ? { kind: 'program', name: clientName(name.slice(SERVICE_ACCOUNT.length)) }
    : { kind: 'user', name };
}

/** The name alone, beside a label or in a list. */
export function plainNameOf(name: string): string {
  const caller = callerOf(name);
  return caller.kind === 'program' ? caller.name : name;
}

/** An id is the key of the workspace, the name, and a number if the client has new credentials. */
export function clientName(id: string): string {
  const [first = id, second] = id.split('.');
  return second ?? first;
}
