import { Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import type { State } from '@/theme/states';
import { StateBadge } from '../StateBadge';
import { reasonName } from './reasonName';

export const OUTCOMES = ['applied', 'duplicate', 'quarantined'] as const;

const STATES: Record<(typeof OUTCOMES)[number], State> = {
  applied: 'ok',
  duplicate: 'paused',
  quarantined: 'attention',
};

/** The outcome of an event, and why it is in quarantine. */
export function OutcomeBadge({ outcome, reason }: { outcome: string; reason: string | null }) {
  const { t } = useTranslation();
  const known = OUTCOMES.find((each) => each === outcome);
  return (
    <>
      <StateBadge state={known ? STATES[known] : 'attention'}>
        {known ? t(`timeline.outcomes.${known}`) : outcome}
      </StateBadge>
      {reason && (
        <Text component="span" fz="sm" c="dimmed">
          {' '}
          {outcome === 'quarantined' ? t(reasonName(reason), { reason }) : reason}
        </Text>
      )}
    </>
  );
}

/** The outcome of an event in a list, where most events are applied: only another outcome is shown. */
export function OtherOutcome(props: { outcome: string; reason: string | null }) {
  return props.outcome === 'applied' ? null : <OutcomeBadge {...props} />;
}
