import type { Manifest } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { repeated } from './promiseFacts';

/** What a repetition does at a destination: one sentence, or one for each object if they differ. */
export function usePromiseWords(): (connector: Manifest) => string {
  const { t } = useTranslation();
  return ({ effectClass, objects }) => {
    const sentences = objects.map((object) => ({
      label: object.label,
      words: repeated({ object, otherwise: effectClass }, t),
    }));
    const [first] = sentences;
    if (first === undefined) {
      return '';
    }
    return sentences.every(({ words }) => words === first.words)
      ? first.words
      : sentences
          .map(({ label, words }) => t('promise.ofObject', { object: label, words }))
          .join(' ');
  };
}
