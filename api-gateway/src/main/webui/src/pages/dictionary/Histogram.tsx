import type { CatalogueNumbers } from '@/api/generated/model';
import frame from '@/components/chart/ChartFrame.module.css';
import { ticksTo } from '@/components/chart/ticks';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Histogram.module.css';
import { type Interval, intervalsOf } from './histogram';

interface Props {
  numbers: CatalogueNumbers;
  /** What the axis counts: people or events. */
  unit: string;
  estimated: boolean;
}

/** How numbers are distributed: bars above a line at zero, with both axes; a table has all values. */
export function Histogram({ numbers, unit, estimated }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const intervals = intervalsOf(numbers);
  const ticks = ticksTo(Math.max(0, ...numbers.distribution));
  const top = ticks.at(-1) ?? 1;
  const at = (percent: number) => formats.number(numbers.percentiles[percent] ?? 0);
  const first = intervals[0];
  const last = intervals.at(-1);
  return (
    <figure className={`${frame.frame} ${classes.chart}`} aria-label={t('dictionary.distribution')}>
      <span className={frame.unit}>
        {estimated && '≈ '}
        {unit}
      </span>
      <div className={frame.scale} aria-hidden>
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: `${(tick / top) * 100}%` }}>
            {formats.number(tick)}
          </span>
        ))}
      </div>
      <div className={`${frame.plot} ${classes.plot}`} aria-hidden>
        {ticks.map((tick) => (
          <span
            key={tick}
            className={classes.line}
            data-zero={tick === 0}
            style={{ bottom: `${(tick / top) * 100}%` }}
          />
        ))}
        {intervals.map(({ from, count }) => (
          <span key={from} className={classes.bar} style={{ height: `${(count / top) * 100}%` }} />
        ))}
      </div>
      {first && last && (
        <div className={`${frame.labels} ${classes.ends}`} aria-hidden>
          <span>{formats.number(first.from)}</span>
          {intervals.length > 1 && <span>{formats.number((first.from + last.to) / 2)}</span>}
          {intervals.length > 1 && <span>{formats.number(last.to)}</span>}
        </div>
      )}
      <figcaption className={frame.said}>
        {t('dictionary.numbersSaid', { low: at(0), middle: at(50), high: at(100) })}{' '}
        {t('dictionary.numbersEnds')}
      </figcaption>
      <Rows intervals={intervals} unit={unit} />
    </figure>
  );
}

function Rows({ intervals, unit }: { intervals: readonly Interval[]; unit: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <details className={frame.folded}>
      <summary>{t('dictionary.showTable')}</summary>
      <table className={frame.table}>
        <thead>
          <tr>
            <th scope="col">{t('dictionary.value')}</th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {intervals.map(({ from, to, count }) => (
            <tr key={from}>
              <th scope="row">
                {t('dictionary.interval', { from: formats.number(from), to: formats.number(to) })}
              </th>
              <td>{formats.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
