import type { RulesTrialBecause } from '@/api/generated/model';
import { leftOutReason } from '@/features/identity/leftOutReason';
import { Cause } from '@/features/people/Cause';
import { NamedWords } from '@/features/people/NamedWords';
import { Seen } from '@/features/people/Seen';
import { useTranslation } from '@/texts/useTranslation';
import { COUNTS_NOW, type Sample } from '../trialContract';
import classes from './trial.module.css';

interface Props {
  change: Sample['change'];
  because: RulesTrialBecause | null;
}

/** What was seen, and why it joins people under some rules and not under others. */
export function BecauseWords({ change, because }: Props) {
  const { t } = useTranslation();
  if (because === null) {
    return <p className={classes.because}>{t('trial.samples.unknown')}</p>;
  }
  const { left, right, source, happenedAt, event, reason } = because;
  return (
    <p className={classes.because}>
      <NamedWords named={left} /> {t('trial.samples.and')} <NamedWords named={right} />{' '}
      {t('trial.samples.seen')} <Seen source={source} at={happenedAt} />
      <Cause id={event} />.{' '}
      {reason === COUNTS_NOW ? (
        t('trial.samples.countsNow')
      ) : (
        <>
          {t(change === 'parted' ? 'trial.samples.noLonger' : 'trial.samples.untilNow')}{' '}
          {t(leftOutReason(reason), { reason })}
        </>
      )}
    </p>
  );
}
