import { Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { CatalogueTrait } from '@/api/generated/model';
import { classifyTrait } from '@/api/generated/operations';
import { BulkDialog } from '@/components/bulk/BulkDialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { TraitClass } from './classes';

const OpenedClasses = later(() =>
  import('./OpenedClasses').then(({ OpenedClasses }) => ({ default: OpenedClasses })),
);

/** The height of the choice in pixels, so that the dialog keeps its size. */
const HEIGHT = 190;

interface Props {
  opened: boolean;
  onClose: () => void;
  traits: readonly CatalogueTrait[];
  onChanged: (changed: readonly CatalogueTrait[]) => void;
}

/** One classification for several traits. */
export function ClassifySeveral({ opened, onClose, traits, onChanged }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<TraitClass | null>(null);
  const close = () => {
    setChosen(null);
    onClose();
  };
  return (
    <BulkDialog
      opened={opened}
      onClose={close}
      title={t('dictionary.classifyTitle')}
      action={t('dictionary.classify')}
      items={traits}
      idOf={({ name }) => name}
      ready={chosen !== null}
      act={async ({ name }) => {
        if (chosen !== null) {
          await classifyTrait(workspace, name, { classification: chosen });
        }
      }}
      onChanged={(changed) => {
        onChanged(changed);
        void client.invalidateQueries({ queryKey: ['workspaces', workspace] });
      }}
    >
      {(left) => (
        <Suspense fallback={<Skeleton height={HEIGHT} aria-busy="true" />}>
          <OpenedClasses count={left.length} chosen={chosen} onChange={setChosen} />
        </Suspense>
      )}
    </BulkDialog>
  );
}
