import type { AudienceSizeAt } from '@/api/generated/model';
import { Chart } from '@/components/chart/Chart';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { sizeSlots } from './sizeSlots';

interface Props {
  /** At least one. */
  sizes: readonly AudienceSizeAt[];
  /** Up to when the newest size holds, in business time. */
  until: number;
  /** Whether the audience has no size before these, or the user sees none. */
  begins: boolean;
}

/** Sizes over time as steps, each until the next. */
export function SizeChart({ sizes, until, begins }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { personalData } = useHere();
  const slots = sizeSlots(sizes, until);
  const values = sizes.map(({ size }) => size);
  const from = slots[0]?.from ?? until;
  const said = t('audiences.sizesSaid', {
    first: values[0],
    last: values.at(-1),
    least: Math.min(...values),
    most: Math.max(...values),
    since: formats.day(new Date(from)),
  });
  const earlier = t(personalData ? 'audiences.sizesUnknown' : 'audiences.sizesNotShown');
  return (
    <Chart
      label={t('audiences.sizes')}
      unit={t('chart.membersUnit')}
      summary={begins ? `${said} ${earlier}` : said}
      span={{ from, to: slots.at(-1)?.to ?? until }}
      series={[{ id: 'people', name: t('chart.members'), tone: 'accent' }]}
      slots={slots}
      shape="steps"
    />
  );
}
