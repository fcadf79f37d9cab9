import { NativeSelect, TextInput } from '@mantine/core';
import type { Column, Mapping } from '@/api/generated/model';
import { roles } from '@/components/table/roles';
import { Value } from '@/components/text/Value';
import { KEPT, type Kept } from '@/features/models/kept';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { useTranslation } from '@/texts/useTranslation';
import classes from './MappingEditor.module.css';
import { keep, keptOf, nameAs } from './mapping';

interface Props {
  column: Column;
  /** A row, for an example of the column's values; none where rows cannot be shown. */
  sample: Readonly<Record<string, unknown>> | undefined;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  errorOf: (part: string, column: string) => string | undefined;
  /** The id of the list of purposes in use, which a purpose is suggested from. */
  purposesId: string;
}

/** The mapping of one column. The head of the table has the labels; each field also has its own, with the column. */
export function MappingRow({ column, sample, mapping, onChange, errorOf, purposesId }: Props) {
  const { t } = useTranslation();
  const { name, type } = column;
  const kept = keptOf(mapping, name);
  const identifier = mapping.identifiers[name] ?? '';
  const own = identifier !== '' && !KNOWN_TYPES.some((each) => each === identifier);
  return (
    <tr {...roles.row}>
      <th {...roles.rowHeader} className={classes.name}>
        <span className="mono">{name}</span>
        <span className={classes.sample}>
          {t(`models.types.${type}`)}
          {sample && (
            <>
              {' · '}
              <Value value={sample[name]} />
            </>
          )}
        </span>
      </th>
      <td {...roles.cell} data-label={t('models.mapping.names')}>
        <NativeSelect
          aria-label={t('models.mapping.namesOf', { column: name })}
          value={identifier}
          error={errorOf('identifiers', name)}
          data={[
            { value: '', label: t('models.mapping.nobody') },
            ...KNOWN_TYPES.map((each) => ({ value: each, label: t(`identifiers.${each}`) })),
            ...(own ? [identifier] : []),
          ]}
          onChange={({ currentTarget }) => onChange(nameAs(mapping, name, currentTarget.value))}
        />
      </td>
      <td {...roles.cell} data-label={t('models.mapping.kept')}>
        <NativeSelect
          aria-label={t('models.mapping.keptOf', { column: name })}
          value={kept?.part ?? ''}
          data={[
            { value: '', label: t('models.mapping.notKept') },
            ...KEPT.map((part) => ({ value: part, label: t(`models.mapping.${part}`) })),
          ]}
          onChange={({ currentTarget }) =>
            onChange(keep(mapping, name, currentTarget.value as Kept | ''))
          }
        />
      </td>
      {kept ? (
        <td {...roles.cell} data-label={t(`models.mapping.${kept.part}Name`)}>
          <TextInput
            aria-label={t('models.mapping.nameOf', {
              label: t(`models.mapping.${kept.part}Name`),
              column: name,
            })}
            value={kept.target}
            error={errorOf(kept.part, name)}
            classNames={{ input: 'mono' }}
            {...(kept.part === 'consent' && { list: purposesId, autoComplete: 'off' })}
            onChange={({ currentTarget }) =>
              onChange(keep(mapping, name, kept.part, currentTarget.value))
            }
          />
        </td>
      ) : (
        <td {...roles.cell} className={classes.none} />
      )}
    </tr>
  );
}
