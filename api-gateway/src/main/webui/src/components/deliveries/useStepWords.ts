import type { Sync, SyncFunnelStep } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useDestinationNames } from '../objects/useNames';
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
  const name = useDestinationNames()(destination);
  const identifier = identifierOf(match?.from);
  return {
    whole: t('funnel.of', { name }),
    step: ({ step }: Pick<SyncFunnelStep, 'step'>): string => {
      switch (step) {
        case 'people':
          return t(PEOPLE[from.kind]);
        case 'identifier':
          return identifier === null
            ? t('funnel.steps.matched')
            : t('funnel.steps.identifier', { name: identifier });
        case 'accepted':
          return t('funnel.steps.accepted', { name });
        default:
          return t(`funnel.steps.${step}`);
      }
    },
  };
}
