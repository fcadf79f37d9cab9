import { ActionIcon, Select, TextInput } from '@mantine/core';
import { IconUserSearch, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lookUp } from '@/api/lookUp';
import { destinationsQuery, syncsQuery } from '@/api/queries';
import { useWorkspace } from '@/app/workspace/here';
import { causeName } from '@/components/deliveries/causeName';
import { PersonLink } from '@/components/objects/ObjectLink';
import { identifierOf } from '../profiles/identifier';
import classes from './DeliveriesPage.module.css';

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
      {person ? (
        <span className={classes.chip}>
          <PersonLink id={person} />
          <Remove label={t('activation.anyPerson')} onClick={() => set({ person: undefined })} />
        </span>
      ) : (
        <PersonFilter onFound={(person) => set({ person })} />
      )}
      {(cause ?? field) && (
        <span className={classes.chip}>
          {t(causeName(cause, state ?? ''), { cause: cause ?? state })}
          {field && ` · ${field}`}
          <Remove
            label={t('activation.anyCause')}
            onClick={() => set({ cause: undefined, field: undefined })}
          />
        </span>
      )}
    </>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={onClick}>
      <IconX size={14} />
    </ActionIcon>
  );
}

function PersonFilter({ onFound }: { onFound: (profile: string) => void }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [sought, setSought] = useState('');
  const find = useMutation({
    mutationFn: async (typed: string) => {
      const known = identifierOf(typed);
      return known?.type === 'profile'
        ? typed
        : lookUp(workspace, { type: known?.type ?? 'user_id', value: typed });
    },
    onSuccess: onFound,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sought.trim() !== '') {
      find.mutate(sought.trim());
    }
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        type="search"
        aria-label={t('activation.findPerson')}
        placeholder={t('activation.findPersonHelp')}
        leftSection={<IconUserSearch size={16} aria-hidden />}
        autoComplete="off"
        w={260}
        maw="100%"
        value={sought}
        error={find.error && t('profiles.nobody', { value: sought.trim() })}
        onChange={({ currentTarget }) => {
          setSought(currentTarget.value);
          find.reset();
        }}
      />
    </form>
  );
}
