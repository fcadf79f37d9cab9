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
  const { t } = useTranslation();
  const { type, outcome, source, profile } = useSearch({ from: '/w/$workspace/events' });
  const filters: Filters = { type, outcome, source, profile };
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
      {/* Events of other filters are not kept while these are read; the filters keep the focus. */}
      <LiveEvents key={JSON.stringify(filters)} feed={feed} filters={filters} />
    </Page>
  );
}
