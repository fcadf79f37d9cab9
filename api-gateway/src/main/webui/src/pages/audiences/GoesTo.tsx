import type { Sync } from '@/api/generated/model';
import { Funnel } from '@/components/deliveries/Funnel';
import { useDestinationNames } from '@/components/objects/useNames';
import { SyncState } from '@/components/states/SyncState';
import { useMay } from '@/workspace/here';
import classes from './GoesTo.module.css';
import { SyncTo } from './SyncTo';

interface Props {
  syncs: readonly Sync[];
  apart?: boolean;
}

/** The syncs of an audience, each with how far its people come. */
export function GoesTo({ syncs, apart = false }: Props) {
  const destinationName = useDestinationNames();
  const may = useMay('readSyncFunnel').allowed;
  return (
    <ul className={classes.syncs}>
      {syncs.map((sync) => (
        <li key={sync.id}>
          <div className={classes.head}>
            <SyncTo sync={sync} destination={destinationName(sync.destination)} />
            <SyncState state={sync.state} />
          </div>
          {may && <Funnel sync={sync} apart={apart} />}
        </li>
      ))}
    </ul>
  );
}
