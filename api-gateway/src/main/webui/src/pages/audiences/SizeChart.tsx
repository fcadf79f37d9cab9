import type { AudienceSizeAt } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './SizeChart.module.css';
import { stepsThrough } from './sizeSteps';

const WIDTH = 600;
const HEIGHT = 120;

/** Sizes over time as steps, each until the next; the exact figures in words for who can't see it. */
export function SizeChart({ sizes }: { sizes: readonly AudienceSizeAt[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { line, least, most, first, last, since } = stepsThrough(sizes, WIDTH, HEIGHT);
  return (
    <figure className={classes.chart}>
      <div className={classes.scale} aria-hidden>
        <span>{formats.number(most)}</span>
        <span>{formats.number(least)}</span>
      </div>
      <svg
        className={classes.picture}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        <path className={classes.area} d={`${line} V${HEIGHT} H0 Z`} />
        <path className={classes.line} d={line} />
      </svg>
      <figcaption className={classes.said}>
        {t('audiences.sizesSaid', { first, last, least, most, since: formats.day(since) })}
      </figcaption>
    </figure>
  );
}
