import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Graph } from '@/api/identity';
import { ItemNote } from '@/components/list/ItemList';
import { EdgeWords } from './EdgeWords';
import { MOST, pictureOf } from './layout';
import classes from './WhyOne.module.css';

const GraphPicture = lazy(() =>
  import('./GraphPicture').then(({ GraphPicture }) => ({ default: GraphPicture })),
);

/** The picture, and what showed the line that is chosen in it. */
export function GraphPanel({ graph }: { graph: Graph }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const picture = useMemo(() => pictureOf(graph), [graph]);
  if (graph.identifiers.length < 2) {
    return <ItemNote>{t('identity.why.one')}</ItemNote>;
  }
  const evidence = picture.links.find(({ id }) => id === chosen)?.evidence;
  return (
    <>
      <figure className={classes.picture}>
        <figcaption className="sr-only">{t('identity.why.picture')}</figcaption>
        <Suspense
          fallback={
            <div aria-busy="true">
              <Skeleton height={380} radius={0} />
            </div>
          }
        >
          <GraphPicture picture={picture} chosen={chosen} onChoose={setChosen} />
        </Suspense>
      </figure>
      <div className={classes.below} role="status">
        {evidence ? (
          <ul className={classes.list}>
            {evidence.map((edge) => (
              <li key={`${edge.cause} ${edge.at}`}>
                <EdgeWords edge={edge} />
              </li>
            ))}
          </ul>
        ) : graph.identifiers.length > MOST ? (
          t('identity.why.most', { count: MOST, of: graph.identifiers.length })
        ) : (
          t('identity.why.use')
        )}
      </div>
    </>
  );
}
