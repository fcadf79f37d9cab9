import { Chip, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sourcesQuery } from '@/api/queries';
import { CALLS } from '@/components/events/callName';
import { OUTCOMES } from '@/components/events/OutcomeBadge';
import { PersonFilter } from '@/features/people/PersonFilter';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { Filters } from './useFeed';

/** Which events to show; the choice lives in the address. */
export function EventFilters({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sources = useQuery(sourcesQuery(useWorkspace())).data?.data ?? [];
  const choose = (name: keyof Filters) => (value: string | null) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, [name]: value || undefined }),
      replace: true,
    });
  return (
    <Group mb="sm" gap="sm">
      <Chip.Group value={filters.outcome ?? ''} onChange={choose('outcome')}>
        <Group gap={6} role="group" aria-label={t('timeline.outcome')}>
          <Chip value="" size="sm">
            {t('events.every')}
          </Chip>
          {OUTCOMES.map((outcome) => (
            <Chip key={outcome} value={outcome} size="sm">
              {t(`timeline.outcomes.${outcome}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Select
        aria-label={t('timeline.type')}
        placeholder={t('timeline.anyType')}
        clearable
        value={filters.type ?? null}
        onChange={choose('type')}
        data={CALLS.map((value) => ({ value, label: t(`timeline.types.${value}`) }))}
      />
      <Select
        aria-label={t('timeline.source')}
        placeholder={t('timeline.anySource')}
        clearable
        searchable
        value={filters.source ?? null}
        onChange={choose('source')}
        data={sources.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <PersonFilter
        person={filters.profile}
        onChange={(profile) => choose('profile')(profile ?? null)}
      />
    </Group>
  );
}
