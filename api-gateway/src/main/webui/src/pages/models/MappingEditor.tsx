import { NativeSelect, Text, TextInput } from '@mantine/core';
import type { Column, Mapping } from '@/api/generated/model';
import { Value } from '@/components/text/Value';
import { KEPT, type Kept } from '@/features/models/kept';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { useTranslation } from '@/texts/useTranslation';
import classes from './MappingEditor.module.css';
import { keep, keptOf, nameAs, observe } from './mapping';

interface Props {
  columns: readonly Column[];
  /** A row, to see what stands in the columns; none where rows cannot be shown. */
  sample: Readonly<Record<string, unknown>> | undefined;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  /** What is wrong with what a part of the mapping says of a column. */
  errorOf: (part: string, column: string) => string | undefined;
}

/** What each column says of a person: who it is, and what is kept of them. */
export function MappingEditor({ columns, sample, mapping, onChange, errorOf }: Props) {
  const { t } = useTranslation();
  const times = columns.filter(({ type }) => type === 'timestamp' || type === 'date');
  return (
    <>
      <ul className={classes.columns}>
        {columns.map((column) => {
          const kept = keptOf(mapping, column.name);
          const identifier = mapping.identifiers[column.name] ?? '';
          const own = identifier !== '' && !KNOWN_TYPES.some((each) => each === identifier);
          return (
            <li key={column.name} className={classes.column}>
              <div className={classes.name}>
                <span className="mono">{column.name}</span>
                <Text fz="sm" c="dimmed" component="div" className={classes.sample}>
                  {t(`models.types.${column.type}`)}
                  {sample && (
                    <>
                      {' · '}
                      <Value value={sample[column.name]} />
                    </>
                  )}
                </Text>
              </div>
              <NativeSelect
                label={t('models.mapping.names')}
                aria-label={t('models.mapping.namesOf', { column: column.name })}
                value={identifier}
                error={errorOf('identifiers', column.name)}
                data={[
                  { value: '', label: t('models.mapping.nobody') },
                  ...KNOWN_TYPES.map((type) => ({ value: type, label: t(`identifiers.${type}`) })),
                  ...(own ? [identifier] : []),
                ]}
                onChange={({ currentTarget }) =>
                  onChange(nameAs(mapping, column.name, currentTarget.value))
                }
              />
              <NativeSelect
                label={t('models.mapping.kept')}
                aria-label={t('models.mapping.keptOf', { column: column.name })}
                value={kept?.part ?? ''}
                data={[
                  { value: '', label: t('models.mapping.notKept') },
                  ...KEPT.map((part) => ({ value: part, label: t(`models.mapping.${part}`) })),
                ]}
                onChange={({ currentTarget }) =>
                  onChange(keep(mapping, column.name, currentTarget.value as Kept | ''))
                }
              />
              {kept ? (
                <TextInput
                  label={t(`models.mapping.${kept.part}Name`)}
                  aria-label={t('models.mapping.nameOf', {
                    label: t(`models.mapping.${kept.part}Name`),
                    column: column.name,
                  })}
                  value={kept.target}
                  error={errorOf(kept.part, column.name)}
                  classNames={{ input: 'mono' }}
                  onChange={({ currentTarget }) =>
                    onChange(keep(mapping, column.name, kept.part, currentTarget.value))
                  }
                />
              ) : (
                <div className={classes.none} />
              )}
            </li>
          );
        })}
      </ul>
      <NativeSelect
        mt="md"
        maw={420}
        label={t('models.mapping.observedAt')}
        description={t('models.mapping.observedAtHelp')}
        value={mapping.observedAt ?? ''}
        error={errorOf('observedAt', '')}
        data={[
          { value: '', label: t('models.mapping.whenRead') },
          ...times.map(({ name }) => name),
        ]}
        onChange={({ currentTarget }) => onChange(observe(mapping, currentTarget.value))}
      />
    </>
  );
}
