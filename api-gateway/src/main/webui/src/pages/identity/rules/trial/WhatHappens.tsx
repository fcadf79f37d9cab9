import { Lasting } from '@/components/runs/Lasting';
import { useTranslation } from '@/texts/useTranslation';
import type { Trial, TrialReport } from '../trialContract';
import classes from './trial.module.css';
import { useTrialWords } from './useTrialWords';

interface Props {
  /** Whether other rules hold afterwards. */
  applies?: boolean;
  /** What showed who would change, where anything did. */
  trial?: Trial | undefined;
  report?: TrialReport | undefined;
}

/** What a rebuild does, how long it takes, and what ending it early leaves. */
export function WhatHappens({ applies = false, trial, report }: Props) {
  const { t } = useTranslation();
  const words = useTrialWords();
  return (
    <ul className={classes.happens}>
      {report && <li>{words.people(report)}</li>}
      {report && !report.complete && <li>{t('trial.apply.more')}</li>}
      {applies && <li>{t('trial.apply.hold')}</li>}
      <li>
        {t('trial.apply.read')}
        {trial?.startedAt && trial.endedAt && (
          <>
            {' '}
            {t('trial.apply.lasting')}{' '}
            <Lasting milliseconds={Date.parse(trial.endedAt) - Date.parse(trial.startedAt)} />.
          </>
        )}
      </li>
      <li>{t('trial.apply.switch')}</li>
      <li>{t('trial.apply.cancel')}</li>
    </ul>
  );
}
