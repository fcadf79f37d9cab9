import { useMemo } from 'react';
import { humanEvent, humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import type { Words } from './search';
import { saidName } from './subjects';

/** How a subject is called on the screen. */
export function useSubjectWords(): Words {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      name: (subject) => {
        switch (subject.kind) {
          case 'template':
            return t(`builder.templates.${subject.template}.name`);
          case 'top':
            return t(`builder.share.${subject.end}`, {
              percent: subject.percent,
              name: humanName(subject.trait),
            });
          case 'consent':
            return t('builder.consentFor', { purpose: subject.purpose });
          case 'event': {
            const name = saidName(subject);
            return subject.call === 'track'
              ? name
              : name === ''
                ? t(`builder.any.${subject.call}`)
                : t(`builder.calls.${subject.call}`, { name });
          }
          default:
            return saidName(subject);
        }
      },
      /** What else it is found by. */
      about: (subject) => {
        switch (subject.kind) {
          case 'template':
            return t(`builder.templates.${subject.template}.what`);
          case 'property':
            return subject.event === null
              ? t(`builder.any.${subject.call}`)
              : humanEvent(subject.event);
          case 'propertyValue':
            return subject.event === null ? t(`builder.any.${subject.call}`) : '';
          case 'value':
            return subject.country ?? '';
          default:
            return '';
        }
      },
      kind: (subject) => t(`builder.kinds.${subject.kind}`),
    }),
    [t],
  );
}
