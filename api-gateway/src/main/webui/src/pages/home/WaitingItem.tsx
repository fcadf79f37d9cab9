import { ButtonLink } from '@/components/links';
import { Item } from '@/components/list/ItemList';
import { useDestinationNames, useModelNames, useSyncNames } from '@/components/objects/useNames';
import { StateBadge } from '@/components/StateBadge';
import { DeliveryState, isDeliveryState } from '@/components/states/DeliveryState';
import { DestinationState } from '@/components/states/DestinationState';
import { RunState } from '@/components/states/RunState';
import { SyncState } from '@/components/states/SyncState';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { Time } from '@/components/text/Time';
import { AlertItem } from '@/features/alerts/AlertItem';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { Waiting } from './waiting';

export function WaitingItem({ item }: { item: Waiting }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const modelName = useModelNames();
  const destinationName = useDestinationNames();
  const syncName = useSyncNames();

  const openSync = (sync: string) => (
    <ButtonLink variant="default" to="/w/$workspace/syncs/$sync" params={{ workspace, sync }}>
      {t('home.open')}
    </ButtonLink>
  );

  const openRun = (run: string, label: string) => (
    <ButtonLink variant="default" to="/w/$workspace/runs/$run" params={{ workspace, run }}>
      {label}
    </ButtonLink>
  );

  switch (item.kind) {
    case 'alert':
      return <AlertItem alert={item.alert} />;
    case 'destination':
      return (
        <Item
          badge={<DestinationState state={item.destination.state} />}
          title={t('home.items.destination', { name: item.destination.name })}
          detail={<QuotedMessage words={item.destination.reason} />}
          action={
            <ButtonLink
              variant="default"
              to="/w/$workspace/destinations/$destination"
              params={{ workspace, destination: item.destination.id }}
            >
              {t('home.open')}
            </ButtonLink>
          }
        />
      );
    case 'sync':
      return (
        <Item
          badge={<SyncState state={item.sync.state} />}
          title={t('home.items.sync', { name: item.sync.name })}
          detail={<QuotedMessage words={item.sync.reason} />}
          action={openSync(item.sync.id)}
        />
      );
    case 'drift': {
      const { id, name, destination, drift } = item.sync;
      return (
        <Item
          badge={<StateBadge state="attention">{t('home.items.drift')}</StateBadge>}
          title={t('home.items.driftOf', { name, destination: destinationName(destination) })}
          detail={
            <>
              {t('home.items.driftDetail', {
                missing: drift?.missing ?? 0,
                different: drift?.different ?? 0,
              })}{' '}
              {drift && <Time at={drift.at} clock="wall" />}
            </>
          }
          action={
            <ButtonLink
              variant="default"
              to="/w/$workspace/syncs/$sync"
              params={{ workspace, sync: id }}
              search={{ tab: 'compare' }}
            >
              {t('home.items.decide')}
            </ButtonLink>
          }
        />
      );
    }
    case 'deliveries': {
      const { cause } = item;
      return (
        <Item
          badge={isDeliveryState(cause.state) ? <DeliveryState state={cause.state} /> : cause.state}
          title={t('home.items.deliveries', {
            count: cause.count,
            destination: destinationName(cause.destination),
            sync: syncName(cause.sync),
          })}
          detail={
            <>
              <QuotedMessage words={cause.words} /> {t('home.items.newest')}{' '}
              <Time at={cause.newest} clock="wall" />
            </>
          }
          action={
            <ButtonLink
              variant="default"
              to="/w/$workspace/deliveries"
              params={{ workspace }}
              search={{ sync: cause.sync, state: cause.state, cause: cause.cause }}
            >
              {t('home.open')}
            </ButtonLink>
          }
        />
      );
    }
    case 'heldRun':
      return (
        <Item
          badge={<StateBadge state="attention">{t('home.items.held')}</StateBadge>}
          title={
            item.run.approximate
              ? t('home.items.runRounded')
              : t('home.items.run', { count: item.run.counts.removed })
          }
          detail={t('home.items.runDetail', { model: modelName(item.run.model) })}
          action={openRun(item.run.id, t('home.items.decide'))}
        />
      );
    case 'failedRun':
      return (
        <Item
          badge={<RunState state={item.run.state} />}
          title={t('home.items.failedRun', { model: item.model.name })}
          detail={
            <>
              {t('home.items.failedRunDetail')} <Time at={item.run.queuedAt} clock="wall" />
            </>
          }
          action={openRun(item.run.id, t('home.open'))}
        />
      );
    case 'quarantine':
      return (
        <Item
          badge={<StateBadge state="attention">{t('home.items.quarantine')}</StateBadge>}
          title={t('home.items.inputs', { count: item.count })}
          detail={t('home.items.inputsDetail', { count: item.count })}
          action={
            <ButtonLink variant="default" to="/w/$workspace/quarantine" params={{ workspace }}>
              {t('home.open')}
            </ButtonLink>
          }
        />
      );
    case 'approvals':
      return (
        <Item
          badge={<StateBadge state="attention">{t('alerts.kinds.approval-waits')}</StateBadge>}
          title={t('approvals.inRail', { count: item.count })}
          detail={t('home.items.approvalsDetail')}
          action={
            <ButtonLink
              variant="default"
              to="/w/$workspace/team"
              params={{ workspace }}
              search={{ tab: 'approvals' }}
            >
              {t('home.items.decide')}
            </ButtonLink>
          }
        />
      );
    case 'conflicts':
      return (
        <Item
          badge={<StateBadge state="attention">{t('home.items.conflict')}</StateBadge>}
          title={t(item.more ? 'home.items.conflictsAtLeast' : 'home.items.conflicts', {
            count: item.count,
          })}
          detail={t('home.items.conflictsDetail')}
          action={
            <ButtonLink
              variant="default"
              to="/w/$workspace/identity"
              params={{ workspace }}
              search={{ tab: 'inbox' }}
            >
              {t('home.open')}
            </ButtonLink>
          }
        />
      );
  }
}
