import { useQuery } from '@tanstack/react-query';
import type { Sync, SyncFunnelStep } from '@/api/generated/model';
import { destinationsQuery } from '@/api/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { useAudienceNames, useDestinationNames } from '../objects/useNames';
import { useFormats } from '../text/useFormats';
import { identifierOf } from './funnel';

const PEOPLE = {
  audience: 'funnel.steps.people',
  profiles: 'funnel.steps.everyone',
  events: 'whyNot.events',
  model: 'whyNot.rows',
} as const;

/** The names of the steps on the way to the destination of a sync. */
export function useStepWords({ from, match, destination }: Sync) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = useDestinationNames()(destination);
  const audienceName = useAudienceNames(t('syncs.from.unknownAudience'));
  const { data } = useQuery({ ...destinationsQuery(useWorkspace()), refetchInterval: false });
  const purposes = data?.data.find(({ id }) => id === destination)?.purposes;
  const identifier = identifierOf(match?.from);
  return {
    whole: t('funnel.of', {
      from: from.kind === 'audience' ? audienceName(from.audience) : t(PEOPLE[from.kind]),
      name,
    }),
    step: ({ step }: Pick<SyncFunnelStep, 'step'>): string => {
      switch (step) {
        case 'people':
          return t(PEOPLE[from.kind]);
        case 'identifier':
          return identifier === null
            ? t('funnel.steps.matched')
            : t('funnel.steps.identifier', { name: identifier });
        case 'consent':
          return purposes === undefined
            ? t('funnel.steps.consentUnknown')
            : t('funnel.steps.consent', { purpose: formats.list(purposes) });
        case 'accepted':
          return t('funnel.steps.accepted', { name });
        default:
          return t(`funnel.steps.${step}`);
      }
    },
  };
}
