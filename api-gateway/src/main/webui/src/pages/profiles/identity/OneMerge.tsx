import { Text } from '@mantine/core';
import type { Merge } from '@/api/generated/model';
import { CommaList } from '@/components/text/CommaList';
import { Time } from '@/components/text/Time';
import { Cause } from '@/features/people/Cause';
import { NamedWords } from '@/features/people/NamedWords';
import { usePersonWords } from '@/features/people/usePersonWords';
import { useTranslation } from '@/texts/useTranslation';
import { RulesOfThen } from './RulesOfThen';
import classes from './WhyOne.module.css';

/** A merged profile, when and why it was merged; what both had is folded, as the list above has most of it. */
export function OneMerge({
  merge: { profile, at, cause, left, right, had, otherHad, rulesVersion },
}: {
  merge: Merge;
}) {
  const { t } = useTranslation();
  const words = usePersonWords();
  return (
    <>
      <div>
        <strong>{words(profile)}</strong> {t('identity.why.takenIn')}{' '}
        <Time at={at} clock="business" />,{' '}
        {left && right ? (
          <>
            {t('identity.why.because')} <NamedWords named={left} /> {t('identity.why.and')}{' '}
            <NamedWords named={right} />
          </>
        ) : (
          t('identity.why.noRecord')
        )}
        <Cause id={cause} />
        {rulesVersion !== null && <RulesOfThen version={rulesVersion} />}
      </div>
      {left && right && (
        <details className={classes.fold}>
          <summary>{t('identity.why.hadBoth')}</summary>
          <EarlierValues label={t('identity.why.had')} had={had} />
          <EarlierValues label={t('identity.why.otherHad')} had={otherHad} />
        </details>
      )}
    </>
  );
}

function EarlierValues({ label, had }: { label: string; had: Merge['had'] }) {
  const { t } = useTranslation();
  const { identifiers, traits, identifierCount, traitCount } = had;
  const unlisted = identifierCount - identifiers.length + traitCount - traits.length;
  const listed = [
    ...identifiers,
    ...traits,
    ...(unlisted > 0 ? [t('identity.why.more', { count: unlisted })] : []),
  ];
  return (
    <Text fz="sm" c="dimmed">
      {label}:{' '}
      <CommaList all={listed}>
        {(each) => (typeof each === 'string' ? each : <NamedWords named={each} />)}
      </CommaList>
      {listed.length === 0 && t('identity.why.nothing')}
    </Text>
  );
}
