import { Skeleton, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { modelsQuery } from '@/api/dataQueries';
import type { Model } from '@/api/generated/model';
import { deleteModel } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { DangerButton } from '@/components/form/DangerButton';
import { SyncLink } from '@/components/objects/ObjectLink';
import { Panel } from '@/components/page/Panel';
import { PERSON } from '@/features/models/entity';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { rowsOfSnapshot } from './rows';
import { useSyncsOf } from './UsedBySyncs';

/** Deleting a model that no sync sends, and what that does not undo. */
export function DeleteModel({ model }: { model: Model }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const syncs = useSyncsOf(model);
  const deletion = useMutation({
    mutationFn: () => deleteModel(workspace, model.id),
    onSuccess: () => {
      void navigate({ to: '/w/$workspace/models', params: { workspace } });
      return client.invalidateQueries(modelsQuery(workspace));
    },
  });
  const rows = rowsOfSnapshot(model.lastSuccess) ?? 0;
  const consequence =
    model.entity === PERSON
      ? t('models.deletePeople', { count: rows })
      : t('models.deleteRows', { count: rows });
  return (
    <Panel title={t('models.delete')}>
      {syncs === undefined ? (
        <Skeleton height={36} aria-busy="true" />
      ) : syncs.length > 0 ? (
        <>
          <Text mb="xs">{t('models.inUse', { count: syncs.length })}</Text>
          <ul className="plain-list">
            {syncs.map(({ id, name }) => (
              <li key={id}>
                <SyncLink id={id} name={name} />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <Text mb="sm">{consequence}</Text>
          <DangerButton onClick={() => setAsked(true)}>{t('models.delete')}</DangerButton>
        </>
      )}
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('models.deleteTitle', { name: model.name })}
        action={t('models.delete')}
        danger
        mutation={deletion}
      >
        {consequence}
      </Confirm>
    </Panel>
  );
}
