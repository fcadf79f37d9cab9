import { Group, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { staleness } from '@/api/staleness';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import classes from './NotLive.module.css';

/**
 * Says that something on the page is older than it should be because the server cannot be reached. It
 * goes by itself, because what is shown is asked for again until it answers.
 */
export function NotLive() {
  const { t } = useTranslation();
  const since = useSyncExternalStore(staleness.subscribe, staleness.since);
  return (
    <div role="status">
      {since !== null && (
        <Group className={classes.notice} gap="xs" wrap="nowrap">
          <IconPlugConnectedX size={18} aria-hidden />
          <Text inherit>
            {t('stale.shownAsOf')} <Time at={new Date(since).toISOString()} exact clock="wall" />.{' '}
            {t('stale.tryingAgain')}
          </Text>
        </Group>
      )}
    </div>
  );
}
