import { useTranslation } from '@/texts/useTranslation';
import { useFormats } from '../text/useFormats';
import { lastingParts } from './lasting';

/** How long something takes, in its largest unit and the one below. */
export function Lasting({ milliseconds }: { milliseconds: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { unit, value, rest } = lastingParts(milliseconds);
  return <>{t(`runs.lasting.${unit}`, { value: formats.number(value), rest })}</>;
}
