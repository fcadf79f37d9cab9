import { Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { entityTag } from '@/api/entityTag';
import type { Audience } from '@/api/generated/model';
import { changeAudience, readAudience } from '@/api/generated/operations';
import { BulkDialog } from '@/components/bulk/BulkDialog';
import { later } from '@/components/later/later';
import { type Added, addedTo, NOTHING_ADDED } from '@/features/filing/filing';
import { readOf } from '@/features/filing/kinds';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

const OpenedFiling = later(() =>
  import('./OpenedFiling').then(({ OpenedFiling }) => ({ default: OpenedFiling })),
);

/** The height of the fields in pixels, so that the dialog keeps its size. */
const HEIGHT = 220;

interface Props {
  opened: boolean;
  onClose: () => void;
  audiences: readonly Audience[];
  onChanged: (changed: readonly Audience[]) => void;
}

/** The same tags and the same folder for several audiences. */
export function FileSeveral({ opened, onClose, audiences, onChanged }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [added, setAdded] = useState<Added>(NOTHING_ADDED);
  const close = () => {
    setAdded(NOTHING_ADDED);
    onClose();
  };
  return (
    <BulkDialog
      opened={opened}
      onClose={close}
      title={t('filing.severalTitle')}
      action={t('activation.save')}
      items={audiences}
      idOf={({ id }) => id}
      ready={added.tags.length > 0 || added.folder.trim() !== ''}
      act={async ({ id }) => {
        // A tag that another user adds meanwhile is not lost: the list may be old.
        const audience = await readAudience(workspace, id);
        return changeAudience(workspace, id, addedTo(audience, added), {
          headers: { 'If-Match': entityTag(audience) },
        });
      }}
      onChanged={(changed) => {
        onChanged(changed);
        void client.invalidateQueries(readOf('audience', workspace));
      }}
    >
      {(left) => (
        <Suspense fallback={<Skeleton height={HEIGHT} aria-busy="true" />}>
          <OpenedFiling count={left.length} added={added} onChange={setAdded} />
        </Suspense>
      )}
    </BulkDialog>
  );
}
