import type { Setting } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';

/** The help of a setting, with its example. */
export function useSettingHelp({ help, example }: Setting): string {
  const { t } = useTranslation();
  return example === null ? help : t('activation.helpWithExample', { help, example });
}
