import { queryOptions } from '@tanstack/react-query';
import { readMe } from '@/api/generated/operations';
import { session } from './session';
import { signInWorked } from './signIn';

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
