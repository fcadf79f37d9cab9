import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Graph, Leaving } from '@/api/identity';
import { Dialog } from '@/components/form/Dialog';
import { Chooser } from './Chooser';
import { firstChosen } from './leaving';
import { OnItsWay } from './OnItsWay';
import { Preview } from './Preview';
import type { Unmerging } from './useUnmerge';

interface Props {
  graph: Graph;
  leaving: Leaving;
  unmerging: Unmerging;
  onClose: () => void;
}

/** Shows the two people that would come of one, makes them two, and leads to the new one. */
export function UnmergeDialog({ graph, leaving: asked, unmerging, onClose }: Props) {
  const { t } = useTranslation();
  const { unmerge, into } = unmerging;
  const [leaving, setLeaving] = useState(asked);
  const [choosing, setChoosing] = useState(false);
  return (
    <Dialog
      title={t(unmerge.isSuccess ? 'unmerge.way.heading' : 'unmerge.title')}
      size="xl"
      onClose={onClose}
    >
      {unmerge.isSuccess ? (
        <OnItsWay
          profile={graph.profile}
          into={into}
          event={unmerge.data.event}
          onClose={onClose}
        />
      ) : choosing ? (
        <Chooser
          graph={graph}
          chosen={firstChosen(leaving, graph)}
          onChosen={(identifiers) => {
            setLeaving({ identifiers });
            setChoosing(false);
          }}
          onClose={onClose}
        />
      ) : (
        <Preview
          graph={graph}
          leaving={leaving}
          unmerge={{ ...unmerge, mutate: () => unmerge.mutate(leaving) }}
          onChoose={() => {
            unmerge.reset();
            setChoosing(true);
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
