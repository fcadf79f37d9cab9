import { type TextKey, type TextValues, t } from './i18n';

/** Finds the text of a key. */
export type TFunction = (key: TextKey, values?: TextValues) => string;

const translation: { t: TFunction } = { t };

/** The texts of the screens. */
export function useTranslation() {
  return translation;
}
