import type { Pipeline, StageStatus } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import { dataUpTo } from '@/features/pipeline/stages';
import { useTranslation } from '@/texts/useTranslation';

/** A time without its date is clear only if it is less than half a day away. */
const HALF_A_DAY = 12 * 3_600_000;

/** The time up to which the data of a stage are complete, in one short line. */
export function UpToDateTo({ pipeline, stage }: { pipeline: Pipeline; stage: StageStatus }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const at = dataUpTo(pipeline, stage);
  if (at === null) {
    return t('home.ageUnknown');
  }
  const date = new Date(at);
  const near = Date.parse(pipeline.asOf) - date.getTime() < HALF_A_DAY;
  return t('home.dataUpTo', {
    moment: near ? formats.hour(date.getTime()) : formats.moment(date),
  });
}
