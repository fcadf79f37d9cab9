import { Text } from '@mantine/core';
import type { CorrectedValue, Event } from '@/api/generated/model';
import { isMasked } from '@/api/masked';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { Value } from '@/components/text/Value';
import { isAnswer } from '@/features/people/answers';
import { useTranslation } from '@/texts/useTranslation';

/** The types of events whose value is that of a trait. */
const OF_TRAITS = ['correct-trait', 'withdraw-trait', 'withdraw-correction'];

interface Props {
  event: Pick<Event, 'type' | 'name'>;
  corrected: CorrectedValue;
}

/** The value before and after a correction by hand. */
export function CorrectedPanel({ event, corrected: { before, after } }: Props) {
  const { t } = useTranslation();
  const same = JSON.stringify(before) === JSON.stringify(after) && !isMasked(before);
  return (
    <Panel title={t('event.correction')}>
      <Facts
        facts={[
          { label: t('event.before'), value: <Corrected event={event} value={before} /> },
          { label: t('event.after'), value: <Corrected event={event} value={after} /> },
        ]}
      />
      {same && (
        <Text fz="sm" c="dimmed">
          {t('event.unchanged')}
        </Text>
      )}
    </Panel>
  );
}

function Corrected({ event: { type, name }, value }: { event: Props['event']; value: unknown }) {
  const { t } = useTranslation();
  if (value === null) {
    return t('event.noValue');
  }
  if (OF_TRAITS.includes(type)) {
    return <Value value={value} masked={t('masked.trait', { trait: name })} />;
  }
  return isAnswer(value) ? t(`profiles.answers.${value}`) : <Value value={value} />;
}
