import type { ReactNode } from 'react';
import type { Pipeline, StageStatus } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import box from '@/features/pipeline/Stage.module.css';
import { isBehind, lagSeconds, standsAt, total } from '@/features/pipeline/stages';
import { secondsLeft } from '@/features/pipeline/trend';
import { useTrend } from '@/features/pipeline/useTrend';
import { type TFunction, useTranslation } from '@/texts/useTranslation';
import { UpToDateTo } from './UpToDateTo';

interface Props {
  status: StageStatus;
  pipeline: Pipeline;
  readAt: number;
  under: ReactNode;
}

export function StageNode({ status, pipeline, readAt, under }: Props) {
  const { asOf } = pipeline;
  const { t } = useTranslation();
  const formats = useFormats();
  const lag = lagSeconds(status, asOf);
  const seconds = secondsLeft(useTrend({ at: readAt, left: total(status.behind), lag }));
  const behind = isBehind(status, asOf);
  const stands = standsAt(status);
  return (
    <li
      className={box.stage}
      data-state={!status.reachable || stands !== null ? 'failing' : behind ? 'attention' : 'ok'}
    >
      <span className={box.name}>{t(`home.stages.${status.stage}`)}</span>
      <strong>
        {!status.reachable
          ? t('home.away')
          : stands !== null
            ? t('home.stands')
            : behind
              ? behindBy(lag, formats.number, t)
              : t('home.keepingUp')}
      </strong>
      <span className={box.under}>
        {stands !== null
          ? t('home.standsAt', { address: stands, count: status.standing.length - 1 })
          : behind && seconds !== null
            ? t('home.done', { duration: duration(seconds, formats.number, t) })
            : under}
      </span>
      <span className={box.under}>
        <UpToDateTo pipeline={pipeline} stage={status} />
      </span>
    </li>
  );
}

function behindBy(lag: number | null, number: (value: number) => string, t: TFunction): string {
  return lag === null
    ? t('home.lagUnknown')
    : t('home.behind', { duration: duration(Math.round(lag), number, t) });
}

function duration(seconds: number, number: (value: number) => string, t: TFunction): string {
  return seconds < 90
    ? t('home.seconds', { seconds: number(seconds) })
    : t('home.minutes', { minutes: number(Math.round(seconds / 60)) });
}
