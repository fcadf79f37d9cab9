import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { pauseSync, resumeSync } from '@/api/generated/operations';
import { syncsQuery } from '@/api/queries';
import { BulkBar } from '@/components/bulk/BulkBar';
import { BulkDialog } from '@/components/bulk/BulkDialog';
import { useSelection } from '@/components/bulk/useSelection';
import { figures } from '@/components/deliveries/figures';
import type { Bulk } from '@/components/table/column';
import { withdraws } from '@/features/syncs/modes';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

const idOf = ({ id }: Sync) => id;
const isOn = ({ state }: Sync) => state === 'active';

/** Selects syncs to pause them or to turn them on; undefined for users who may not. */
export function useSwitchSeveral(): Bulk<Sync> | undefined {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('changeSync').allowed;
  const selection = useSelection(idOf);
  const [asked, setAsked] = useState<'pause' | 'resume' | null>(null);
  const shared = {
    idOf,
    onClose: () => setAsked(null),
    onChanged: (changed: readonly Sync[]) => {
      selection.set(changed, false);
      void client.invalidateQueries(syncsQuery(workspace));
    },
  };
  const bar = (rows: readonly Sync[]) => {
    const selected = selection.of(rows);
    const on = selected.filter(isOn);
    const off = selected.filter((sync) => !isOn(sync));
    return (
      <>
        <BulkBar selection={selection} rows={rows}>
          {on.length > 0 && (
            <Button size="xs" variant="default" onClick={() => setAsked('pause')}>
              {t('activation.pause')}
            </Button>
          )}
          {off.length > 0 && (
            <Button size="xs" variant="default" onClick={() => setAsked('resume')}>
              {t('activation.resume')}
            </Button>
          )}
        </BulkBar>
        <BulkDialog
          {...shared}
          opened={asked === 'pause'}
          title={t('activation.pauseSeveral')}
          action={t('activation.pause')}
          items={on}
          act={({ id }) => pauseSync(workspace, id)}
        >
          {(left) => (
            <>
              <p>{t('activation.pauseCount', { count: left.length })}</p>
              <p>
                {left.some(({ approximate }) => approximate)
                  ? t('activation.pauseWaitingSome')
                  : t('activation.pauseWaiting', {
                      count: figures(left.map(({ counts }) => counts)).onTheirWay,
                    })}{' '}
                {left.some(withdraws) && t('activation.pauseRemovals')}
              </p>
            </>
          )}
        </BulkDialog>
        <BulkDialog
          {...shared}
          opened={asked === 'resume'}
          title={t('activation.resumeSeveral')}
          action={t('activation.resume')}
          items={off}
          act={({ id }) => resumeSync(workspace, id)}
        >
          {(left) => {
            const deleting = left.filter(({ mode }) => mode === 'delete').length;
            return (
              <>
                <p>{t('activation.resumeCount', { count: left.length })}</p>
                {deleting > 0 && <p>{t('activation.resumeDeletes', { count: deleting })}</p>}
              </>
            );
          }}
        </BulkDialog>
      </>
    );
  };
  return may ? { before: selection.before, bar } : undefined;
}
