import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Inbox } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { ButtonLink } from '@/components/links';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { LiveDot } from '@/components/text/LiveDot';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { DeliveryGroup } from './DeliveryGroup';
import { DriftItem } from './DriftItem';
import { groupKey } from './decision';
import classes from './Inbox.module.css';
import { inboxQuery } from './inboxQuery';

type Kind = 'uncertain' | 'refused' | 'drift';

/** What waits for decisions, over all destinations and syncs. */
export function InboxPage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery(inboxQuery(workspace));
  return (
    <Page
      title={t('nav.inbox')}
      lead={
        <>
          {t('inboxPage.lead')}{' '}
          {query.data && (
            <>
              {t('inboxPage.asOf')} <Time at={query.data.asOf} clock="wall" />.{' '}
            </>
          )}
          <LiveDot query={query} />
        </>
      }
      actions={
        <ButtonLink variant="default" to="/w/$workspace/deliveries" params={{ workspace }}>
          {t('inboxPage.allDeliveries')}
        </ButtonLink>
      }
    >
      <Loaded
        query={query}
        skeleton={
          <Panel flush>
            <TableSkeleton />
          </Panel>
        }
      >
        {(inbox) => <Groups inbox={inbox} />}
      </Loaded>
    </Page>
  );
}

function Groups({ inbox }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const { asOf, uncertain, refused, drift, incomplete } = inbox;
  if (uncertain.length + refused.length + drift.length === 0 && incomplete.length === 0) {
    return (
      <Panel>
        <Empty title={t('inboxPage.none')}>{t('inboxPage.noneDetail')}</Empty>
      </Panel>
    );
  }
  const part = (kind: Kind, items: readonly ReactNode[]) => (
    <Part kind={kind} cut={incomplete.includes(kind)} items={items} />
  );
  return (
    <Stack gap="md">
      {part(
        'uncertain',
        uncertain.map((group) => <DeliveryGroup key={groupKey(group)} group={group} asOf={asOf} />),
      )}
      {part(
        'refused',
        refused.map((group) => <DeliveryGroup key={groupKey(group)} group={group} asOf={asOf} />),
      )}
      {part(
        'drift',
        drift.map((each) => <DriftItem key={each.sync} drift={each} />),
      )}
    </Stack>
  );
}

/** One kind of decisions. A kind without groups is left out. */
function Part({ kind, cut, items }: { kind: Kind; cut: boolean; items: readonly ReactNode[] }) {
  const { t } = useTranslation();
  if (items.length === 0 && !cut) {
    return null;
  }
  return (
    <Panel
      title={t(`inboxPage.${kind}`)}
      aside={t(cut ? 'inboxPage.groupsCut' : 'inboxPage.groups', { count: items.length })}
      flush
    >
      <p className={classes.note}>{t(`inboxPage.${kind}Lead`)}</p>
      <ul className={classes.groups}>{items}</ul>
      {cut && <p className={classes.note}>{t('inboxPage.incomplete')}</p>}
    </Panel>
  );
}
