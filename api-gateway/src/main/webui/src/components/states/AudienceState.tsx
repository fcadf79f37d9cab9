import { useQuery } from '@tanstack/react-query';
import type { Audience } from '@/api/generated/model';
import { dataDelayQuery } from '@/api/queries';
import { sayingItself } from '@/api/staleness';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { StateBadge } from '../StateBadge';
import { useFormats } from '../text/useFormats';
import { audienceState } from './audienceState';

export function AudienceState({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const delay = useQuery(sayingItself(dataDelayQuery(useWorkspace()))).data;
  const { stage, state } = audienceState(audience, delay);
  return (
    <StateBadge state={state}>
      {t(`audiences.stages.${stage}`, { stage: audience.state.stage })}
      {state === 'running' && ` · ${formats.percent(audience.state.progress)}`}
    </StateBadge>
  );
}
