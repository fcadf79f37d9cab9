import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { destinationsQuery, syncsQuery } from '@/api/queries';
import { causeName } from '@/components/deliveries/causeName';
import { Chosen } from '@/components/filter/Chosen';
import { PersonFilter } from '@/features/people/PersonFilter';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

const FROM = '/w/$workspace/deliveries';

/** Chooses among deliveries; what is chosen lives in the address. */
export function LogFilters() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate({ from: FROM });
  const { state, destination, sync, person, cause, field } = useSearch({ from: FROM });
  const destinations = useQuery(destinationsQuery(workspace)).data?.data ?? [];
  const syncs = useQuery(syncsQuery(workspace)).data?.data ?? [];
  const set = (
    changed: Partial<
      Record<'destination' | 'sync' | 'person' | 'cause' | 'field', string | undefined>
    >,
  ) => void navigate({ to: '.', search: (before) => ({ ...before, ...changed }), replace: true });
  const choices = (things: readonly { id: string; name: string }[]) =>
    things.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Select
        aria-label={t('deliveries.to')}
        placeholder={t('activation.anyDestination')}
        clearable
        searchable
        value={destination ?? null}
        data={choices(destinations)}
        onChange={(id) => set({ destination: id ?? undefined, sync: undefined })}
      />
      <Select
        aria-label={t('causes.sync')}
        placeholder={t('activation.anySync')}
        clearable
        searchable
        value={sync ?? null}
        data={choices(
          syncs.filter((each) => destination === undefined || each.destination === destination),
        )}
        onChange={(id) => set({ sync: id ?? undefined })}
      />
      <PersonFilter person={person} onChange={(person) => set({ person })} />
      {(cause ?? field) && (
        <Chosen
          otherwise={t('activation.anyCause')}
          onRemove={() => set({ cause: undefined, field: undefined })}
        >
          {t(causeName(cause, state ?? ''), { cause: cause ?? state })}
          {field && ` · ${field}`}
        </Chosen>
      )}
    </>
  );
}
