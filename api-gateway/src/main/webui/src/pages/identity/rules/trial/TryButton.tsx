import { Button, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { isUnderWay } from '../../work';
import { trialsQuery } from './queries';
import type { useTry } from './useTry';

interface Props {
  tried: Pick<ReturnType<typeof useTry>, 'isPending'>;
  onTry: () => void;
}

/** The way to see what rules do before they hold; one dry run at a time. */
export function TryButton({ tried, onTry }: Props) {
  const { t } = useTranslation();
  const trials = useQuery(trialsQuery(useWorkspace()));
  const busy = trials.data?.some(isUnderWay) ?? false;
  return (
    <Tooltip label={t(busy ? 'trial.busy' : 'trial.tryLead')} multiline maw={300}>
      <Button
        variant="default"
        loading={tried.isPending}
        data-disabled={busy || undefined}
        aria-disabled={busy}
        onClick={() => {
          if (!busy) {
            onTry();
          }
        }}
      >
        {t('trial.try')}
      </Button>
    </Tooltip>
  );
}
