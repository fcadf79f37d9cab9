import { type Series, type Slot, type Span, total } from './slots';
import classes from './TimeChart.module.css';

const WIDTH = 1_000;
const HEIGHT = 100;

/** How much of its slot a bar fills. */
const BAR = 0.84;

interface Props {
  span: Span;
  /** The value at the upper edge. */
  top: number;
  ticks: readonly number[];
  series: readonly Series[];
  slots: readonly Slot[];
  shape: 'bars' | 'steps';
}

/** The lines of the scale, and the values. Others say in words what this draws. */
export function Marks({ span, top, ticks, series, slots, shape }: Props) {
  const x = (at: number) => rounded(((at - span.from) / (span.to - span.from)) * WIDTH);
  const y = (value: number) => rounded(HEIGHT - (value / top) * HEIGHT);
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {ticks.map((tick) => (
        <line
          key={tick}
          className={classes.line}
          data-zero={tick === 0}
          x2={WIDTH}
          y1={y(tick)}
          y2={y(tick)}
        />
      ))}
      {shape === 'bars' ? (
        slots.map((slot) =>
          series.map(({ id, tone }, index) => {
            const below = total({ ...slot, values: slot.values.slice(0, index) });
            const value = slot.values[index] ?? 0;
            return (
              value > 0 && (
                <rect
                  key={`${id} ${slot.from}`}
                  className={classes.bar}
                  data-tone={tone}
                  x={x(slot.from)}
                  width={rounded((x(slot.to) - x(slot.from)) * BAR)}
                  y={y(below + value)}
                  height={rounded((value / top) * HEIGHT)}
                />
              )
            );
          }),
        )
      ) : (
        <>
          <path className={classes.area} d={steps(slots, x, y, true)} />
          <path className={classes.step} d={steps(slots, x, y, false)} />
        </>
      )}
    </svg>
  );
}

/** A path along the values, interrupted where slots do not meet; down to zero for an area. */
function steps(
  slots: readonly Slot[],
  x: (at: number) => number,
  y: (value: number) => number,
  area: boolean,
): string {
  return slots
    .map((slot, index) => {
      const joined = index > 0 && slots[index - 1]?.to === slot.from && !area;
      const height = y(total(slot));
      const begin = joined ? `V${height}` : `M${x(slot.from)} ${height}`;
      return `${begin} H${x(slot.to)}${area ? ` V${y(0)} H${x(slot.from)} Z` : ''}`;
    })
    .join(' ');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
