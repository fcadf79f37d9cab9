import type { EvidenceLink } from '@/api/generated/model';
import { Cause } from '@/features/people/Cause';
import { NamedWords } from '@/features/people/NamedWords';
import { Seen } from '@/features/people/Seen';
import { useTranslation } from '@/texts/useTranslation';
import { RulesOfThen } from './RulesOfThen';

/** Two identifiers, and what showed that they belong together. */
export function EdgeWords({
  edge: { left, right, source, cause, at, rulesVersion },
}: {
  edge: EvidenceLink;
}) {
  const { t } = useTranslation();
  return (
    <>
      <NamedWords named={left} /> {t('identity.why.and')} <NamedWords named={right} />:{' '}
      {t('identity.why.seenIn')} <Seen source={source} at={at} />
      <Cause id={cause} />
      <RulesOfThen version={rulesVersion} />
    </>
  );
}
