import '@/theme/notices.css';
import { Notifications } from '@mantine/notifications';

export function OpenedNotices({ autoClose }: { autoClose: number | false }) {
  return <Notifications position="bottom-right" autoClose={autoClose} />;
}
