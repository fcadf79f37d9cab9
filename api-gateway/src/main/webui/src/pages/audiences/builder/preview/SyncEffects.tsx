import type {
  Audience,
  Destination,
  ObjectType,
  PreviewedChange,
  Sync,
} from '@/api/generated/model';
import { useDestinationNames } from '@/components/objects/useNames';
import { destinationState } from '@/components/states/DestinationState';
import { SyncState } from '@/components/states/SyncState';
import { usePeople } from '@/components/text/usePeople';
import { type Leaving, leavingOf } from '@/features/syncs/leaving';
import { useReceivers } from '@/features/syncs/useReceivers';
import { useTranslation } from '@/texts/useTranslation';
import { SyncTo } from '../../SyncTo';
import { reachOf } from '../../uses';
import classes from './preview.module.css';

interface Props {
  audience: Audience;
  change: PreviewedChange;
  /** Those whose data the change can change; at least one. */
  syncs: readonly Sync[];
}

/** What each sync would do at its destination with the people who join, and with those who leave. */
export function SyncEffects({ audience, change, syncs }: Props) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  const receiver = useReceivers();
  return (
    <>
      <ul className={classes.syncs} aria-label={t('builder.syncsUpdated')}>
        {syncs.map((sync) => {
          const { destination } = receiver(sync.destination, sync.object);
          return (
            <li key={sync.id}>
              <div className={classes.person}>
                <SyncTo sync={sync} destination={destinationName(sync.destination)} />
                {sync.state !== 'active' && <SyncState state={sync.state} />}
              </div>
              <OfSync audience={audience} change={change} sync={sync} />
              <NotSent sync={sync} destination={destination} />
            </li>
          );
        })}
      </ul>
      <p className={classes.said}>{t('builder.consentIsChecked')}</p>
    </>
  );
}

/** Why a sync sends nothing now; nothing if it sends. */
function NotSent({
  sync,
  destination,
}: {
  sync: Pick<Sync, 'state'>;
  destination: Pick<Destination, 'state'> | undefined;
}) {
  const { t } = useTranslation();
  if (sync.state !== 'active') {
    return <p className={classes.said}>{t('builder.syncStopped')}</p>;
  }
  if (destination?.state === 'paused') {
    return <p className={classes.said}>{t('builder.syncDestinationPaused')}</p>;
  }
  return (
    destination &&
    destinationState(destination.state) === 'failing' && (
      <p className={classes.said}>{t('builder.syncDestinationFailing')}</p>
    )
  );
}

function OfSync({ audience, change, sync }: Omit<Props, 'syncs'> & { sync: Sync }) {
  const { t } = useTranslation();
  const { people } = usePeople();
  const receiver = useReceivers();
  const reach = reachOf(audience, sync);
  if (reach !== 'members') {
    const once = reach === 'field' && sync.mode === 'create-only';
    return <p className={classes.said}>{t(`builder.syncReached.${once ? 'fieldOnce' : reach}`)}</p>;
  }
  const { object } = receiver(sync.destination, sync.object);
  const leaving = leavingOf(sync, object);
  const joins = people(change.joins, change.approximateJoins);
  const stay = STAY.has(leaving);
  const nobodyLeaves = !change.approximateLeaves && change.leaves === 0;
  const removed = stay ? people(0, null) : people(change.leaves, change.approximateLeaves);
  return (
    <p className={classes.said}>
      {t(joining(sync.mode, object), { people: joins })}
      {' · '}
      {sync.mode === 'delete'
        ? t('builder.syncNotBack')
        : nobodyLeaves
          ? t('builder.syncRemoves', { people: removed })
          : t('builder.syncRemovesHow', { people: removed, how: t(`syncs.leaving.${leaving}`) })}
    </p>
  );
}

/** What happens with the people who join. */
function joining(mode: Sync['mode'], object: ObjectType | undefined) {
  switch (mode) {
    case 'update-only':
      return 'builder.syncUpdates';
    case 'create-only':
      return 'builder.syncCreates';
    case 'delete': {
      const removal = object?.removal;
      return removal === 'archived' || removal === 'told'
        ? (`builder.syncDeletes.${removal}` as const)
        : 'builder.syncDeletes.deleted';
    }
    default:
      return 'builder.syncAdds';
  }
}

/** Those in which the destination keeps the people who leave. */
const STAY: ReadonlySet<Leaving> = new Set<Leaving>([
  'person.stays',
  'person.staysOnList',
  'person.impossible',
]);
