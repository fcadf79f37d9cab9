import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from '@/api/queryClient';
import { READING_MS } from '@/components/feedback/useTell';
import { Appearance } from '@/theme/Appearance';
import { Notices } from './Notices';
import { styleNonce } from './nonce';
import type { routerOf } from './router';
import { SessionExpired } from './SessionExpired';

interface Props {
  router: ReturnType<typeof routerOf>;
  /** After how many milliseconds a notice of success closes; never, if false. */
  noticesClose?: number | false;
}

export function App({ router, noticesClose = READING_MS }: Props) {
  return (
    <Appearance nonce={styleNonce}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <SessionExpired />
        <Notices autoClose={noticesClose} />
      </QueryClientProvider>
    </Appearance>
  );
}
