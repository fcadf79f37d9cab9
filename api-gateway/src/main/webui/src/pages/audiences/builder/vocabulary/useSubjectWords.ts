import { useMemo } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import type { Subject } from './subject';
import { saidName } from './subjects';

/** How a subject is called on the screen. */
export function useSubjectWords() {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      name: (subject: Subject): string => {
        if (subject.kind === 'template') {
          return t(`builder.templates.${subject.template}.name`);
        }
        if (subject.kind !== 'event' || subject.call === 'track') {
          return saidName(subject);
        }
        const name = saidName(subject);
        return name === ''
          ? t(`builder.any.${subject.call}`)
          : t(`builder.calls.${subject.call}`, { name });
      },
      /** What else it is found by. */
      about: (subject: Subject): string =>
        subject.kind === 'template' ? t(`builder.templates.${subject.template}.what`) : '',
      kind: (subject: Subject): string => t(`builder.kinds.${subject.kind}`),
    }),
    [t],
  );
}
