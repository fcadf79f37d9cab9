import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { Watched } from './kinds';
import { alertRulesQuery } from './queries';
import { RuleList } from './RuleList';

interface Props {
  watched: Watched;
  /** Whether the form of a new rule is open at first. */
  adding: boolean;
  people: string | undefined;
  hold: (held: boolean) => void;
}

/** The alert rules of an object. */
export function OpenedRules({ watched, adding, people, hold }: Props) {
  const { t } = useTranslation();
  const query = useQuery(alertRulesQuery(useWorkspace(), watched.id));
  return (
    <Stack gap="md">
      <Text c="dimmed">{t('alertRules.lead')}</Text>
      <Loaded query={query} skeleton={<Skeleton height={160} />}>
        {(rules) => (
          <RuleList
            rules={rules}
            none={t('alertRules.none')}
            watched={watched}
            adding={adding}
            people={people}
            hold={hold}
          />
        )}
      </Loaded>
    </Stack>
  );
}
