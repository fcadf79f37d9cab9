import { problemOf } from '@/api/problem';
import { send } from '@/api/request';
import { forgetPending } from '@/features/pending/kept';

/**
 * Ends the session here and at Keycloak; what was shown is gone from the page, and the browser forgets the pending
 * changes. A session that has expired already needs no end, and nobody should have to sign in for it.
 */
export async function signOut(): Promise<void> {
  const answer = await send('/auth/end', { method: 'POST' });
  if (!answer.ok && answer.status !== 401) {
    throw await problemOf(answer);
  }
  forgetPending(window.localStorage);
  window.location.assign('/');
}
