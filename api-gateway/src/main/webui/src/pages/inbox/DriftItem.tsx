import { Group } from '@mantine/core';
import type { InboxDrift } from '@/api/generated/model';
import { ButtonLink } from '@/components/links';
import { SyncLink } from '@/components/objects/ObjectLink';
import { useDestinationNames, useSyncNames } from '@/components/objects/useNames';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './Inbox.module.css';

/** Differences of one sync. The comparison of the sync has the examples and the repair. */
export function DriftItem({ drift }: { drift: InboxDrift }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const destination = useDestinationNames()(drift.destination);
  const syncName = useSyncNames();
  const { sync, missing, different, approximate, at } = drift;
  return (
    <li className={classes.group}>
      <div className={classes.head}>
        <StateBadge state="attention">{t('home.items.drift')}</StateBadge>
        <strong>{t('inboxPage.driftOf', { destination })}</strong>
        <SyncLink id={sync} name={syncName(sync)} inText />
      </div>
      <div className={classes.detail}>
        {t('inboxPage.differences', { missing, different })}
        {approximate && ` ${t('inboxPage.driftRounded')}`}
      </div>
      <div className={classes.times}>
        {t('inboxPage.compared')} <Time at={at} clock="wall" />
      </div>
      <Group gap="xs">
        <ButtonLink
          size="compact-sm"
          variant="default"
          to="/w/$workspace/syncs/$sync"
          params={{ workspace, sync }}
          search={{ tab: 'compare' }}
          aria-label={`${t('inboxPage.openCompare')}: ${syncName(sync)}`}
        >
          {t('inboxPage.openCompare')}
        </ButtonLink>
      </Group>
    </li>
  );
}
