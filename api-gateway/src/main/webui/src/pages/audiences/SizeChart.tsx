import type { AudienceSizeAt } from '@/api/generated/model';
import { Chart } from '@/components/chart/Chart';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { sizeSlots } from './sizeSlots';

interface Props {
  /** At least one. */
  sizes: readonly AudienceSizeAt[];
  /** Up to when the newest size holds, in business time. */
  until: number;
}

/** Sizes over time as steps, each until the next. */
export function SizeChart({ sizes, until }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const slots = sizeSlots(sizes, until);
  const values = sizes.map(({ size }) => size);
  const from = slots[0]?.from ?? until;
  return (
    <Chart
      label={t('audiences.sizes')}
      unit={t('chart.membersUnit')}
      summary={t('audiences.sizesSaid', {
        first: values[0],
        last: values.at(-1),
        least: Math.min(...values),
        most: Math.max(...values),
        since: formats.day(new Date(from)),
      })}
      span={{ from, to: slots.at(-1)?.to ?? until }}
      series={[{ id: 'people', name: t('chart.members'), tone: 'accent' }]}
      slots={slots}
      shape="steps"
    />
  );
}
