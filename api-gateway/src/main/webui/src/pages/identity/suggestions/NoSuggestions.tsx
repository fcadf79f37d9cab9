import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/feedback/Empty';
import { ButtonLink } from '@/components/links';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { LookNow } from '../matching/LookNow';
import { matchingRunsQuery } from '../queries';
import { isUnderWay } from '../work';
import type { SuggestionState } from './contract';

/** Nothing is suggested: because nobody has looked yet, or because there is nothing left. */
export function NoSuggestions({ state }: { state: SuggestionState }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { data: runs, isPending } = useQuery({
    ...matchingRunsQuery(workspace),
    enabled: state === 'open',
  });
  if (state !== 'open') {
    return (
      <Empty title={t(`suggestions.none.${state}`)}>{t(`suggestions.noneDetail.${state}`)}</Empty>
    );
  }
  if (isPending) {
    return <Skeleton height={180} m="md" width="auto" />;
  }
  const looking = runs?.some(isUnderWay) ?? false;
  const last = runs?.find((run) => run.state === 'succeeded');
  if (looking || last === undefined) {
    return (
      <Empty
        title={t(looking ? 'suggestions.none.looking' : 'suggestions.none.never')}
        action={looking ? <ToMatching /> : <LookNow />}
      >
        {t(looking ? 'suggestions.noneDetail.looking' : 'suggestions.noneDetail.never')}
      </Empty>
    );
  }
  return (
    <Empty title={t('suggestions.none.open')} action={<ToMatching />}>
      {t('suggestions.noneDetail.open', { count: last.records })}{' '}
      <Time at={last.endedAt ?? last.createdAt} clock="wall" />.
    </Empty>
  );
}

function ToMatching() {
  const { t } = useTranslation();
  return (
    <ButtonLink
      variant="default"
      to="/w/$workspace/identity"
      params={{ workspace: useWorkspace() }}
      search={{ tab: 'matching' }}
    >
      {t('suggestions.toMatching')}
    </ButtonLink>
  );
}
