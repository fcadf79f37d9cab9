import { useQuery } from '@tanstack/react-query';
import type { ExplainedConsent } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { consentQuery } from '@/features/people/consentQuery';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

interface Props {
  profile: string;
  consent: ExplainedConsent;
}

/** The answer of a person about a purpose, and when the person gave it. */
export function ConsentReason({ profile, consent: { purpose, state } }: Props) {
  const { t } = useTranslation();
  const now = useQuery(consentQuery(useWorkspace(), profile)).data?.consent[purpose];
  return (
    <>
      {t(`audiences.answered.${state}`)}{' '}
      {now?.state === state && <Time at={now.time} clock="business" inSentence />}
    </>
  );
}
