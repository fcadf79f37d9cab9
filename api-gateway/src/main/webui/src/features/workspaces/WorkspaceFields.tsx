import { Select, TagsInput, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { type Faults, faultIn } from '@/components/form/faults';
import { LANGUAGE } from '@/texts/i18n';
import { useTranslation } from '@/texts/useTranslation';
import { countries, timezones } from './places';
import type { WorkspaceDraft } from './workspaceDraft';

interface Props {
  draft: WorkspaceDraft;
  faults: Faults;
  /** What is wrong with the name, where the form itself knows it. */
  nameError?: string | undefined;
  /** Purposes that are in use. */
  purposes: readonly string[];
  onChange: (changed: Partial<WorkspaceDraft>) => void;
}

/** The settings of a workspace that an admin can change. */
export function WorkspaceFields({ draft, faults, nameError, purposes, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <NameField draft={draft} error={nameError ?? faults['/name']} onChange={onChange} />
      <PlaceFields draft={draft} faults={faults} onChange={onChange} />
      <TagsInput
        label={t('workspace.unknownConsent')}
        description={t('workspace.unknownConsentHelp')}
        comboboxProps={{ withinPortal: false }}
        data={[...new Set([...purposes, ...draft.unknownConsentAllows])]}
        value={draft.unknownConsentAllows}
        acceptValueOnBlur
        error={faultIn(faults, '/unknownConsentAllows')}
        onChange={(unknownConsentAllows) => onChange({ unknownConsentAllows })}
      />
    </>
  );
}

interface NameProps extends Pick<Props, 'onChange'> {
  draft: Pick<WorkspaceDraft, 'name'>;
  error?: string | undefined;
}

export function NameField({ draft, error, onChange }: NameProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      name="name"
      label={t('workspace.name')}
      autoComplete="off"
      data-autofocus
      value={draft.name}
      error={error}
      onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
    />
  );
}

/** Where the workspace is: its time zone and its country. */
export function PlaceFields({
  draft,
  faults,
  onChange,
}: Pick<Props, 'faults' | 'onChange'> & {
  draft: Pick<WorkspaceDraft, 'timezone' | 'defaultRegion'>;
}) {
  const { t } = useTranslation();
  const { timezone, defaultRegion } = draft;
  const zones = useMemo(() => timezones(timezone), [timezone]);
  const places = useMemo(() => countries(LANGUAGE), []);
  return (
    <>
      <Select
        label={t('workspace.timezone')}
        description={t('workspace.timezoneHelp')}
        comboboxProps={{ withinPortal: false }}
        data={zones}
        value={timezone}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('list.nothingFound')}
        error={faults['/timezone']}
        onChange={(chosen) => chosen && onChange({ timezone: chosen })}
      />
      <Select
        label={t('workspace.region')}
        description={t('workspace.regionHelp')}
        comboboxProps={{ withinPortal: false }}
        data={places}
        value={defaultRegion}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('list.nothingFound')}
        error={faults['/defaultRegion']}
        onChange={(chosen) => chosen && onChange({ defaultRegion: chosen })}
      />
    </>
  );
}
