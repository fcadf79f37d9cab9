import type { Manifest } from '@/api/generated/model';
import type { useFormats } from '@/components/text/useFormats';
import type { TFunction } from '@/texts/useTranslation';

type Formats = Pick<ReturnType<typeof useFormats>, 'calendarDay'>;

/** The version of the vendor's API, and how long the vendor supports it at least. */
export function apiVersion(
  { version, end }: NonNullable<Manifest['api']>,
  t: TFunction,
  formats: Formats,
): string {
  return end === null
    ? t('destinations.apiWithoutEnd', { version })
    : t('destinations.apiUntil', { version, day: formats.calendarDay(end) });
}
