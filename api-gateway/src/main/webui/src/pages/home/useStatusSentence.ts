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
      case 'serviceAway':
        return t('home.status.away', { stage: t(`pipelinePage.services.${status.service}`) });
      case 'failing':
        return t('home.status.failing', { count: status.count });
      case 'waiting':
        return t(`home.status.waiting.${status.what}`, {
          flow: t(status.quiet ? 'home.status.noEvent' : 'home.status.flows'),
          count: status.count,
        });
      default:
        return t(`home.status.${status.kind}`);
    }
  };
}
