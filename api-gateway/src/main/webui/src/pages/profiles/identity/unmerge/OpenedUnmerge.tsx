import { useState } from 'react';
import type { ProfileGraph } from '@/api/generated/model';
import type { Leaving } from '@/api/identity';
import { Dialog } from '@/components/form/Dialog';
import { useTranslation } from '@/texts/useTranslation';
import { Chooser } from './Chooser';
import { firstChosen } from './leaving';
import { OnItsWay } from './OnItsWay';
import { Preview } from './Preview';
import classes from './Unmerge.module.css';
import { useFocusOnChange } from './useFocusOnChange';
import type { Unmerging } from './useUnmerge';

interface Props {
  graph: ProfileGraph;
  leaving: Leaving;
  unmerging: Unmerging;
  onClose: () => void;
}

/** Shows the two people that would come of one, makes them two, and leads to the new one. */
export function OpenedUnmerge({ graph, leaving: asked, unmerging, onClose }: Props) {
  const { t } = useTranslation();
  const { unmerge, into } = unmerging;
  const [leaving, setLeaving] = useState(asked);
  const [choosing, setChoosing] = useState(false);
  const stage = unmerge.isSuccess ? 'way' : choosing ? 'choosing' : 'preview';
  const shown = useFocusOnChange(stage);
  return (
    <Dialog
      title={t(stage === 'way' ? 'unmerge.way.heading' : 'unmerge.title')}
      size="xl"
      onClose={onClose}
    >
      <div ref={shown} tabIndex={-1} className={classes.stage}>
        {stage === 'way' && unmerge.isSuccess ? (
          <OnItsWay
            profile={graph.profile}
            into={into}
            event={unmerge.data.event}
            onClose={onClose}
          />
        ) : stage === 'choosing' ? (
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
            onChoose={(first) => {
              unmerge.reset();
              setLeaving(first ? { identifiers: first } : leaving);
              setChoosing(true);
            }}
            onClose={onClose}
          />
        )}
      </div>
    </Dialog>
  );
}
