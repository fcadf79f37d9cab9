import { Button, Progress, Text } from '@mantine/core';
import type { PlanRun } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  run: PlanRun;
  stopping: boolean;
  onStop: () => void;
}

/** How far the count of a plan is, and a way to end it. */
export function PlanCounting({ run, stopping, onStop }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const share = run.about === 0 ? 0 : Math.min(run.counted / run.about, 1);
  const label = t(run.pass > 1 ? 'plan.countingAgain' : 'plan.counting');
  return (
    <div>
      <Text fw={600} role="status">
        {label}
      </Text>
      <Progress my="xs" value={share * 100} aria-label={label} transitionDuration={150} />
      <Text c="dimmed">
        {t('plan.countedOf', {
          counted: formats.number(run.counted),
          about: formats.number(run.about),
        })}
      </Text>
      {run.pass > 1 && (
        <Text c="dimmed" fz="sm">
          {t('plan.whyAgain')}
        </Text>
      )}
      <Button mt="sm" size="xs" variant="default" loading={stopping} onClick={onStop}>
        {t('plan.stopCounting')}
      </Button>
    </div>
  );
}
