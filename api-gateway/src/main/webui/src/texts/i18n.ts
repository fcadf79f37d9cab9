import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

const LANGUAGE = 'en';
const NAMESPACE = 'translation';

void i18next.use(initReactI18next).init({
  resources: { [LANGUAGE]: { [NAMESPACE]: {} } },
  lng: LANGUAGE,
  fallbackLng: LANGUAGE,
  interpolation: { escapeValue: false },
});

/** Adds the texts of an area. The build calls it before the first module that uses one of them. */
export function addTexts(texts: object): void {
  i18next.addResourceBundle(LANGUAGE, NAMESPACE, texts, true, true);
}

export { i18next };
