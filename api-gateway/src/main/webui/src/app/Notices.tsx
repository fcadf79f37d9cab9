import { useNotifications } from '@mantine/notifications';
import { Suspense } from 'react';
import { later } from '@/components/later/later';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';

const OpenedNotices = later(() =>
  import('./OpenedNotices').then(({ OpenedNotices }) => ({ default: OpenedNotices })),
);

interface Props {
  /** After how many milliseconds a notice of success closes; never, if false. */
  autoClose: number | false;
}

/** The notices at the page's edge. What shows them is loaded with the first one. */
export function Notices({ autoClose }: Props) {
  const some = useNotifications().notifications.length > 0;
  return (
    useOpenedOnce(some) && (
      <Suspense>
        <OpenedNotices autoClose={autoClose} />
      </Suspense>
    )
  );
}
