import { queryOptions } from '@tanstack/react-query';
import { session } from '@/session/session';
import { signInWorked } from '@/session/signIn';
import { readMe } from './generated/operations';

/** Who is signed in, and which workspaces they hold. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await readMe({ signal });
    if (!session.signedIn(me.name)) {
      // Another user signed in meanwhile: nothing on this page is theirs.
      window.location.assign('/');
    }
    signInWorked();
    return me;
  },
  staleTime: 60_000,
});
