import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import type { Status } from './status';

export function useStatusSentence(): (status: Status) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (status) => {
    switch (status.kind) {
      case 'away':
      case 'stands':
      case 'late':
        return t(`home.status.${status.kind}`, { stage: t(`home.stages.${status.stage}`) });
      case 'failing':
      case 'waiting':
        return t(`home.status.${status.kind}`, { count: status.count });
      case 'untold':
        return t('home.status.untold', {
          parts: formats.list(status.parts.map((part) => t(`home.parts.${part}`))),
        });
      default:
        return t(`home.status.${status.kind}`);
    }
  };
}
