import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from '@/api/queryClient';
import { READING_MS } from '@/components/feedback/useTell';
import { cssVariables, theme } from '@/theme/theme';
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
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <SessionExpired />
        <Notifications position="bottom-right" autoClose={noticesClose} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
