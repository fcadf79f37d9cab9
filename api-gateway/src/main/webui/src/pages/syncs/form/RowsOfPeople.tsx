import { Group, Select } from '@mantine/core';
import type { Model } from '@/api/generated/model';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { useTranslation } from '@/texts/useTranslation';
import type { SyncDraft } from './syncDraft';

interface Props {
  model: Model;
  person: SyncDraft['person'];
  onChange: (changed: Pick<SyncDraft, 'person'>) => void;
}

/** The column that names a person, whose consent then counts for the row. */
export function RowsOfPeople({ model, person, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t('activation.rowsOf')}
        description={t('activation.rowsOfHelp')}
        clearable
        clearButtonProps={{ 'aria-label': t('activation.clear') }}
        flex="1 1 240px"
        placeholder={t('activation.rowsOfNobody')}
        value={person.column === '' ? null : person.column}
        data={model.columns.map(({ name }) => name)}
        onChange={(column) => onChange({ person: { ...person, column: column ?? '' } })}
      />
      {person.column !== '' && (
        <Select
          label={t('activation.rowsOfAs')}
          allowDeselect={false}
          flex="1 1 160px"
          value={person.identifier}
          data={KNOWN_TYPES.map((value) => ({ value, label: t(`identifiers.${value}`) }))}
          onChange={(identifier) =>
            onChange({ person: { ...person, identifier: identifier ?? person.identifier } })
          }
        />
      )}
    </Group>
  );
}
