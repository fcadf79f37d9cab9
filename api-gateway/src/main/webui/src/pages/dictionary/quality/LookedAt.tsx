import { Text } from '@mantine/core';
import type { TraitQualities } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { isEstimate, sampled } from './quality';

/** Of whom the figures are, and since when. */
export function LookedAt({ of }: { of: Pick<TraitQualities, 'asOf' | 'people' | 'lookedAt'> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Text c="dimmed" fz="sm" mt="xs">
      {sampled(of)
        ? t('quality.lookedAtSome', {
            count: of.lookedAt,
            of: `${isEstimate(of.people) ? '≈ ' : ''}${formats.number(of.people)}`,
          })
        : t('quality.lookedAtAll', { count: of.people })}
      {` · ${t('quality.when')} `}
      <Time at={of.asOf} clock="wall" />
    </Text>
  );
}
