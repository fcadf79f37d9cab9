import { type PointerEvent, useState } from 'react';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import frame from './ChartFrame.module.css';
import { ChartTable } from './ChartTable';
import { Marks } from './Marks';
import { gaps, type Series, type Slot, type Span, slotAt, total } from './slots';
import classes from './TimeChart.module.css';
import { ticksTo, timesIn } from './ticks';

interface Props {
  /** What is drawn, for users who cannot see where it stands. */
  label: string;
  /** What the numbers at the axis count, such as "Events per hour". */
  unit: string;
  /** A sentence about the whole chart. */
  summary: string;
  span: Span;
  /** From the zero line upwards. */
  series: readonly Series[];
  /** In order of time. */
  slots: readonly Slot[];
  /** Bars for what is counted in each slot, steps for what holds from its begin to its end. */
  shape: 'bars' | 'steps';
}

/**
 * Numbers over time, with axes from zero. What is unknown is hatched, and never drawn as zero. The
 * pointer and the arrow keys read single values, and a table has all of them.
 */
export function TimeChart({ label, unit, summary, span, series, slots, shape }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { timezone } = useHere();
  const [chosen, setChosen] = useState<number | null>(null);
  const ticks = ticksTo(Math.max(0, ...slots.map(total)));
  const top = ticks.at(-1) ?? 1;
  const left = (at: number) => `${((at - span.from) / (span.to - span.from)) * 100}%`;
  const unknown = gaps(slots, span);
  const words = (index: number) => {
    const slot = slots[index];
    return slot === undefined
      ? summary
      : t('chart.said', {
          when: formats.range(slot.from, slot.to),
          what: formats.list(
            series.map(({ name }, at) => `${formats.number(slot.values[at] ?? 0)} ${name}`),
          ),
        });
  };
  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const box = currentTarget.getBoundingClientRect();
    const time = span.from + ((clientX - box.left) / box.width) * (span.to - span.from);
    const index = slotAt(slots, time);
    setChosen(index < 0 ? null : index);
  };
  const last = Math.max(0, slots.length - 1);
  const marked = chosen === null ? undefined : slots[chosen];
  return (
    <figure className={`${frame.frame} ${classes.chart}`} aria-label={label}>
      <div className={`${frame.unit} ${classes.head}`}>
        <span>{unit}</span>
        {series.length > 1 &&
          series.map(({ id, name, tone }) => (
            <span key={id} className={classes.key} data-tone={tone}>
              {name}
            </span>
          ))}
        {unknown.length > 0 && (
          <span className={classes.key} data-tone="unknown">
            {t('chart.unknown')}
          </span>
        )}
      </div>
      <div className={frame.scale} aria-hidden>
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: `${(tick / top) * 100}%` }}>
            {formats.number(tick)}
          </span>
        ))}
      </div>
      <div
        className={`${frame.plot} ${classes.plot}`}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setChosen(null)}
      >
        {unknown.map(({ from, to }) => (
          <span
            key={from}
            className={classes.unknown}
            style={{ left: left(from), width: `calc(${left(to)} - ${left(from)})` }}
          />
        ))}
        <Marks span={span} top={top} ticks={ticks} series={series} slots={slots} shape={shape} />
        {marked && (
          <span
            className={classes.cursor}
            style={{ left: left((marked.from + marked.to) / 2) }}
            aria-hidden
          />
        )}
        <input
          type="range"
          className={classes.reader}
          aria-label={label}
          aria-valuetext={words(chosen ?? last)}
          min={0}
          max={last}
          value={chosen ?? last}
          onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
          onBlur={() => setChosen(null)}
        />
      </div>
      <div className={`${frame.labels} ${classes.times}`} aria-hidden>
        {timesIn(span, timezone).map(({ at, day }) => (
          <span key={at} style={{ left: left(at) }}>
            {day ? formats.shortDay(at) : formats.hour(at)}
          </span>
        ))}
      </div>
      <figcaption className={`${frame.said} ${classes.said}`}>
        {chosen === null ? summary : words(chosen)}
      </figcaption>
      <ChartTable label={label} series={series} slots={slots} unknown={unknown} />
    </figure>
  );
}
