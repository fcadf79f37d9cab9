import { useTranslation } from '@/texts/useTranslation';
import type { Status } from './status';

export function useStatusSentence(): (status: Status) => string {
  const { t } = useTranslation();
  return (status) => {
    switch (status.kind) {
      case 'away':
      case 'stands':
      case 'late':
        return t(`home.status.${status.kind}`, { stage: t(`home.stages.${status.stage}`) });
      case 'failing':
      case 'waiting':
        return t(`home.status.${status.kind}`, { count: status.count });
      default:
        return t(`home.status.${status.kind}`);
    }
  };
}
