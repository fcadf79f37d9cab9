import { useMemo, useState } from 'react';
import type { ProfileGraph } from '@/api/generated/model';
import type { Leaving } from '@/api/identity';
import { ItemNote } from '@/components/list/ItemList';
import { useTranslation } from '@/texts/useTranslation';
import { ChosenInPicture } from './ChosenInPicture';
import { GraphPicture } from './GraphPicture';
import { Legend } from './Legend';
import { pictureOf } from './layout';
import { type Item, inOrder } from './order';
import classes from './Picture.module.css';

const SMALLEST = 220;
const LARGEST = 680;

interface Props {
  graph: ProfileGraph;
  /** Asks what making two people of one would do; absent for who may not. */
  onLeave: ((leaving: Leaving) => void) | undefined;
}

/** The picture, and what is known of the box or line that is chosen in it. */
export function GraphPanel({ graph, onLeave }: Props) {
  const { t } = useTranslation();
  const [asked, setChosen] = useState<Item | null>(null);
  const picture = useMemo(() => pictureOf(graph), [graph]);
  if (graph.identifiers.length < 2) {
    return <ItemNote>{t('identity.why.one')}</ItemNote>;
  }
  // What was chosen may be gone when the graph is read again.
  const chosen = inOrder(picture).find((item) => item === asked) ?? null;
  const height = Math.min(LARGEST, Math.max(SMALLEST, picture.height + 60));
  return (
    <>
      <figure className={classes.picture} style={{ height }}>
        <figcaption className="sr-only">{t('identity.why.picture')}</figcaption>
        <GraphPicture
          key={picture.nodes.length}
          picture={picture}
          chosen={chosen}
          onChoose={setChosen}
        />
      </figure>
      <Legend picture={picture} />
      <div className={classes.below} role="status">
        {chosen ? (
          <ChosenInPicture picture={picture} chosen={chosen} onLeave={onLeave} />
        ) : (
          <>
            {t('identity.why.use')}
            {picture.left > 0 && ` ${t('identity.why.most', { count: picture.left })}`}
          </>
        )}
      </div>
    </>
  );
}
