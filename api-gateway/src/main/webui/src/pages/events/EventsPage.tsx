import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { Page } from '@/components/page/Page';
import { useTranslation } from '@/texts/useTranslation';
import { EventFilters } from './EventFilters';
import { LiveEvents } from './LiveEvents';
import { type Filters, useFeed } from './useFeed';
import { useSpace } from './useSpace';

/** Events as they are decided. */
export function EventsPage() {
  const { type, outcome, source, profile } = useSearch({ from: '/w/$workspace/events' });
  const filters = { type, outcome, source, profile };
  return <Stream key={JSON.stringify(filters)} filters={filters} />;
}

function Stream({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const { feed, pause } = useFeed(filters);
  useSpace(pause);
  const Icon = feed.paused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Page
      title={t('nav.events')}
      lead={t('events.lead')}
      actions={
        <Button
          variant="default"
          leftSection={<Icon size={16} aria-hidden />}
          onClick={pause}
          aria-keyshortcuts="Space"
        >
          {t(feed.paused ? 'events.goOn' : 'events.pause')}
        </Button>
      }
    >
      <EventFilters filters={filters} />
      <LiveEvents feed={feed} filters={filters} />
    </Page>
  );
}
