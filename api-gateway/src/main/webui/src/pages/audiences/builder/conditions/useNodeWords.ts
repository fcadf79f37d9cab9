import { useCallback } from 'react';
import { useAudienceNames } from '@/components/objects/useNames';
import { humanEvent, humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { eventOf, type RuleNode } from '../rule/model';

/** What a condition is about, in a few words. */
export function useNodeWords(): (node: RuleNode) => string {
  const { t } = useTranslation();
  const audienceName = useAudienceNames();
  return useCallback(
    (node) => {
      switch (node.kind) {
        case 'group':
          return t(`builder.groups.${node.match}`);
        case 'trait':
          return humanName(node.trait);
        case 'event': {
          const { call, event } = eventOf(node);
          return event === null ? t(`builder.any.${call}`) : humanEvent(event);
        }
        case 'consent':
          return t('builder.consentFor', { purpose: node.consent });
        case 'audience':
          return audienceName(node.audience);
      }
    },
    [t, audienceName],
  );
}
