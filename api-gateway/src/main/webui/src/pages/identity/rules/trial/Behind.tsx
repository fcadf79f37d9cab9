import { Text } from '@mantine/core';
import type { IdentityRules } from '@/api/identity';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { isUnderWay } from '../../work';
import type { Rebuild } from '../trialContract';
import { behind } from './behind';
import { RebuildNow } from './RebuildNow';

interface Props {
  saved: IdentityRules;
  rebuilds: Rebuild[];
}

/** Says where rules were saved and nobody who was there before was decided anew. */
export function Behind({ saved, rebuilds }: Props) {
  const { t } = useTranslation();
  const may = useMay('startRebuild').allowed;
  return behind(saved.version, rebuilds) ? (
    <Text c="dimmed">
      {t('trial.rebuild.behind')} {may && !rebuilds.some(isUnderWay) && <RebuildNow quiet />}
    </Text>
  ) : null;
}
