import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  eventPropertiesQuery,
  propertyValueSearchQuery,
  valueSearchQuery,
} from '@/api/catalogueQueries';
import { LANGUAGE } from '@/texts/i18n';
import { useWorkspace } from '@/workspace/here';
import { countryCodes } from './countries';
import { propertySubject, propertyValueSubject, valueSubject } from './findings';
import { found, SHORTEST, type Words } from './search';
import type { Subject } from './subject';

/** While the user types, not every key starts a search. */
const PAUSE_MS = 250;

/** Fewer letters are in too many values of events. */
const SHORTEST_IN_EVENTS = 3;

/** As many codes as the API takes. */
const MOST_CODES = 50;

/** What was typed, looked up in everything that a condition can be about. */
export function useSearch(
  subjects: readonly Subject[],
  typed: string,
  words: Words,
  opened: boolean,
) {
  const workspace = useWorkspace();
  const asks = opened && typed.trim().length >= SHORTEST;
  const properties = useQuery({ ...eventPropertiesQuery(workspace), enabled: asks });
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const codes = countryCodes(search, languages(LANGUAGE)).slice(0, MOST_CODES);
  const values = useQuery({
    ...valueSearchQuery(workspace, { search, equal: codes }),
    enabled: asks && search.length >= SHORTEST,
  });
  const settled = search === typed.trim();
  const inEvents = useQuery({
    ...propertyValueSearchQuery(workspace, { search }),
    enabled:
      asks && settled && search.length >= SHORTEST_IN_EVENTS && values.data?.data.length === 0,
  });
  const answer = useMemo(
    () =>
      found(
        subjects,
        (properties.data?.data ?? []).flatMap(propertySubject),
        settled
          ? [
              ...(values.data?.data ?? []).flatMap(valueSubject(subjects, search, LANGUAGE)),
              ...(inEvents.data?.data ?? []).flatMap(propertyValueSubject),
            ]
          : [],
        typed,
        words,
      ),
    [subjects, properties.data, values.data, inEvents.data, settled, search, typed, words],
  );
  return {
    ...answer,
    searching: asks && (!settled || properties.isLoading || values.isLoading || inEvents.isLoading),
    failed: asks && (properties.isError || values.isError || inEvents.isError),
  };
}

/** The language of the page and those of the browser: users search in their own, too. */
function languages(language: string): string[] {
  return [...new Set([language, ...navigator.languages])];
}
