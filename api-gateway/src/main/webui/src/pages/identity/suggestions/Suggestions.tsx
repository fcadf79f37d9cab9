import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { settleSuggestion } from '@/api/generated/operations';
import { Loaded } from '@/components/feedback/Loaded';
import { ItemNote } from '@/components/list/ItemList';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useMay, useWorkspace } from '@/workspace/here';
import { InboxList } from '../inbox/InboxList';
import { States } from '../inbox/States';
import { suggestionsQuery } from '../queries';
import { SUGGESTION_STATES } from './contract';
import { NoSuggestions } from './NoSuggestions';
import { SuggestionItem } from './SuggestionItem';

function useChosenState() {
  const asked = useSearch({ from: '/w/$workspace/identity' }).state;
  return SUGGESTION_STATES.find((each) => each === asked) ?? 'open';
}

export function SuggestionStates() {
  const { t } = useTranslation();
  return (
    <States
      states={SUGGESTION_STATES}
      state={useChosenState()}
      label={(state) => t(`suggestions.states.${state}`)}
    />
  );
}

/** People who look like one, most likely first, each with what speaks for it and against it. */
export function Suggestions() {
  const { t } = useTranslation();
  const may = useMay('settleSuggestion');
  const { personalData } = useHere();
  const state = useChosenState();
  const query = useInfiniteQuery(suggestionsQuery(useWorkspace(), state));
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const fold = (id: string) => {
    const now = new Set(unfolded);
    setUnfolded(now.delete(id) ? now : now.add(id));
  };
  return (
    <>
      <Panel title={t('suggestions.title')} flush>
        <Loaded query={query} skeleton={<TableSkeleton rows={6} />}>
          {({ pages }) => (
            <>
              {!personalData && pages[0]?.data.length !== 0 && (
                <ItemNote>{t('suggestions.hidden')}</ItemNote>
              )}
              <InboxList
                key={state}
                label={t('suggestions.list')}
                items={pages.flatMap(({ data }) => data)}
                open={may.allowed && state === 'open'}
                settle={settleSuggestion}
                opens={t('suggestions.keyOpen')}
                onOpen={({ id }) => fold(id)}
                none={!query.hasNextPage && <NoSuggestions state={state} />}
              >
                {(suggestion, on) => (
                  <SuggestionItem
                    key={suggestion.id}
                    suggestion={suggestion}
                    unfolded={unfolded.has(suggestion.id)}
                    onFold={() => fold(suggestion.id)}
                    {...on}
                  />
                )}
              </InboxList>
              <More query={query} />
            </>
          )}
        </Loaded>
      </Panel>
      {!may.allowed && may.needs && (
        <Text c="dimmed" fz="sm" mt="sm">
          {t('suggestions.needs', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
    </>
  );
}
