import { Button, Stack, Text } from '@mantine/core';
import type { CatalogueNumbers } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { thresholdOf } from '../vocabulary/shares';
import type { Share } from '../vocabulary/subject';
import classes from './controls.module.css';

const SHARES = [1, 5, 10, 25, 50];
const ALL = 100;

interface Props {
  numbers: CatalogueNumbers;
  end: Share['end'];
  onPick: (threshold: number) => void;
}

/** How the numbers are distributed, and from which value on a share of them is. */
export function OpenedNumbers({ numbers, end, onPick }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { count, percentiles } = numbers;
  const at = (percent: number) => formats.number(percentiles[percent] ?? 0);
  return (
    <Stack gap="xs">
      <Bars counts={numbers.distribution} />
      <Text fz="sm" maw={240}>
        {t('builder.distributionOf', { count, low: at(0), high: at(ALL), middle: at(ALL / 2) })}
      </Text>
      <div className={classes.shares}>
        {SHARES.map((percent) => {
          const threshold = thresholdOf(numbers, { end, percent });
          return threshold === null ? null : (
            <Button
              key={percent}
              variant="subtle"
              size="compact-sm"
              justify="space-between"
              rightSection={formats.number(threshold)}
              onClick={() => onPick(threshold)}
            >
              {t(`builder.percentile.${end}`, { percent })}
            </Button>
          );
        })}
      </div>
      <Text fz="sm" c="dimmed" maw={240}>
        {t('builder.shareHelp')}
      </Text>
    </Stack>
  );
}

/** A bar for each interval; the sentence below says the same in words. */
function Bars({ counts }: { counts: readonly number[] }) {
  const most = Math.max(1, ...counts);
  return (
    <svg
      className={classes.distribution}
      viewBox={`0 0 ${counts.length * 4} 56`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {counts.map((count, index) => {
        const height = (count / most) * 54;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an interval is its place
          <rect key={index} x={index * 4} y={56 - height} width={3} height={height} />
        );
      })}
    </svg>
  );
}
