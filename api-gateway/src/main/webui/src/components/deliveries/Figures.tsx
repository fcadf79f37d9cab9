import type { Sync } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useFormats } from '../text/useFormats';
import classes from './Figures.module.css';
import { figures } from './figures';
import { RoundedNote } from './RoundedNote';

/** How the deliveries of syncs stand: arrived, under way, held back, not arrived. */
export function Figures({ syncs }: { syncs: readonly Pick<Sync, 'counts' | 'approximate'>[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { delivered, onTheirWay, withheld, notArrived } = figures(
    syncs.map(({ counts }) => counts),
  );
  const shown = [
    { name: 'delivered', value: formats.number(delivered) },
    { name: 'onTheirWay', value: formats.number(onTheirWay) },
    { name: 'withheld', value: formats.number(withheld) },
    { name: 'notArrived', value: formats.number(notArrived) },
  ] as const;
  return (
    <>
      <dl className={classes.figures}>
        {shown.map(({ name, value }) => (
          <div key={name} className={classes.figure}>
            <dt>{t(`figures.${name}`)}</dt>
            <dd>
              {value}
              <span>{t(`figures.about.${name}`)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <RoundedNote syncs={syncs} />
    </>
  );
}
