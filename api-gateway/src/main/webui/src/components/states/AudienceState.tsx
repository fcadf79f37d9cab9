import type { Audience } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { StateBadge } from '../StateBadge';
import { useFormats } from '../text/useFormats';
import { audienceState } from './audienceState';

export function AudienceState({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { stage, state } = audienceState(audience);
  return (
    <StateBadge state={state}>
      {t(`audiences.stages.${stage}`, { stage: audience.state.stage })}
      {state === 'running' && ` · ${formats.percent(audience.state.progress)}`}
    </StateBadge>
  );
}
