import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { countKind, useBuilder } from '../builder';
import type { Match, NodeId } from '../rule/model';
import classes from './conditions.module.css';

/** What a condition does to the count: who is left after it, or whom it adds. */
export function FigureBar({ node, match }: { node: NodeId; match: Match }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { figures, counting } = useBuilder();
  const figure = figures.get(node);
  const kind = countKind(match);
  return (
    <div
      className={classes.figure}
      data-counting={counting}
      title={figure && t('builder.matching', { count: figure.matching })}
    >
      {figure && (
        <>
          <svg className={classes.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
            <title>{t('builder.matching', { count: figure.matching })}</title>
            <rect className={classes.share} width={figure.share * 100} height="8" />
          </svg>
          <span className={classes.number}>
            {kind === 'adds' ? `+${formats.number(figure.shown)}` : formats.number(figure.shown)}
            <span className="sr-only"> {t(`builder.figure.${kind}`, { count: figure.shown })}</span>
          </span>
        </>
      )}
    </div>
  );
}
