import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Model, Sync } from '@/api/generated/model';
import { syncsQuery } from '@/api/queries';
import { SyncLink } from '@/components/objects/ObjectLink';
import { Panel } from '@/components/page/Panel';
import { SyncState } from '@/components/states/SyncState';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { type ModelNames, syncsOf } from './syncsOf';

/** The syncs that send a model's rows; undefined until they are read. */
export function useSyncsOf(model: ModelNames): Sync[] | undefined {
  const syncs = useQuery(syncsQuery(useWorkspace())).data?.data;
  return syncs && syncsOf(model, syncs);
}

export function UsedBySyncs({ model }: { model: Model }) {
  const { t } = useTranslation();
  const syncs = useSyncsOf(model);
  return (
    <Panel title={t('models.usedBy')}>
      {syncs === undefined ? (
        <Skeleton height={24} aria-busy="true" />
      ) : syncs.length === 0 ? (
        <Text c="dimmed">{t('models.unused')}</Text>
      ) : (
        <ul className="plain-list">
          {syncs.map(({ id, name, state }) => (
            <li key={id}>
              <SyncLink id={id} name={name} />
              <SyncState state={state} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
