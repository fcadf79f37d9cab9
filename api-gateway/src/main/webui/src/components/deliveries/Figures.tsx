import { Skeleton } from '@mantine/core';
import type { Sync } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useFormats } from '../text/useFormats';
import classes from './Figures.module.css';
import { figures } from './figures';
import { RoundedNote } from './RoundedNote';

const SHOWN = ['delivered', 'received', 'onTheirWay', 'withheld', 'notArrived'] as const;

interface Props {
  /** Null until they are read: then the figures have their room, and no values. */
  syncs: readonly Pick<Sync, 'counts' | 'approximate' | 'mode'>[] | null;
}

/** How the deliveries of syncs stand: arrived, under way, held back, not arrived. */
export function Figures({ syncs }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const values = syncs && figures(syncs.map(({ counts }) => counts));
  const deletes =
    syncs !== null && syncs.length > 0 && syncs.every(({ mode }) => mode === 'delete');
  // Few destinations do not confirm records.
  const shown = SHOWN.filter((name) => name !== 'received' || (values?.received ?? 0) > 0);
  return (
    <>
      <dl className={classes.figures}>
        {shown.map((name) => (
          <div key={name} className={classes.figure}>
            <dt>{t(`figures.${labelOf(name, deletes)}`)}</dt>
            <dd>
              {values ? (
                formats.number(values[name])
              ) : (
                <Skeleton component="span" display="inline-block" width={60} height={16} />
              )}
              <span className={classes.about}>
                {t(`figures.about.${deletes && name === 'delivered' ? 'deleted' : name}`)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {syncs && <RoundedNote syncs={syncs} />}
    </>
  );
}

/** What arrived is a removal, if that is all that the syncs send. */
function labelOf(name: (typeof SHOWN)[number], deletes: boolean) {
  if (deletes && name === 'delivered') {
    return 'deleted';
  }
  return deletes && name === 'notArrived' ? 'notDeleted' : name;
}
