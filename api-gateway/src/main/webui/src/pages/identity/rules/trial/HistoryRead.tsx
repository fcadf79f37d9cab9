import { Progress, Text } from '@mantine/core';
import type { RulesTrialProgress } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useTrialWords } from './useTrialWords';

/** How much of the history is read, as a bar and in words. */
export function HistoryRead({ reading }: { reading: RulesTrialProgress | null }) {
  const { t } = useTranslation();
  const { read } = useTrialWords();
  const share = reading === null || reading.of === 0 ? 0 : reading.inputs / reading.of;
  return (
    <div>
      <Progress
        mb="xs"
        value={Math.min(share, 1) * 100}
        aria-label={t('trial.progress')}
        transitionDuration={150}
      />
      <Text role="status" c="dimmed">
        {reading === null ? t('trial.queued') : read(reading)}
      </Text>
    </div>
  );
}
