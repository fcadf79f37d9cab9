import { Text } from '@mantine/core';
import type { Sync } from '@/api/generated/model';
import { Funnel } from '@/components/deliveries/Funnel';
import { SyncLink } from '@/components/objects/ObjectLink';
import { useDestinationNames } from '@/components/objects/useNames';
import { SyncState } from '@/components/states/SyncState';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import classes from './GoesTo.module.css';

interface Props {
  syncs: readonly Sync[];
  apart?: boolean;
}

/** The syncs of an audience, each with how far its people come. */
export function GoesTo({ syncs, apart = false }: Props) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  const may = useMay('readSyncFunnel').allowed;
  return (
    <ul className={classes.syncs}>
      {syncs.map((sync) => {
        const to = t('audiences.in', { name: destinationName(sync.destination) });
        return (
          <li key={sync.id}>
            <div className={classes.head}>
              <span>
                <SyncLink id={sync.id} name={sync.name} />{' '}
                {!sync.name.endsWith(to) && (
                  <Text span c="dimmed">
                    {to}
                  </Text>
                )}
              </span>
              <SyncState state={sync.state} />
            </div>
            {may && <Funnel sync={sync} apart={apart} />}
          </li>
        );
      })}
    </ul>
  );
}
