import type { CatalogueProperty } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { NameField } from '../controls/NameField';
import { type EventNode, eventOf, type Where } from '../rule/model';
import { humanName } from '../vocabulary/humanName';
import { resolved } from '../vocabulary/typesOf';
import { Notes } from './Notes';
import { TestFields } from './TestFields';

interface Props {
  filter: Where;
  node: EventNode;
  properties: readonly CatalogueProperty[];
  onChange: (filter: Where, part: string) => void;
}

/** One condition on the properties of an event. */
export function Filter({ filter, node, properties, onChange }: Props) {
  const { t } = useTranslation();
  const { open } = useBuilder();
  const { name, path, types } = resolved(filter.property, properties);
  return (
    <>
      <span>{t('builder.where')}</span>
      <strong title={filter.property}>{humanName(name)}</strong>
      {path !== null && (
        <NameField
          label={t('builder.partOf', { name: humanName(name) })}
          value={path}
          onChange={(part) =>
            onChange({ ...filter, property: part === '' ? name : `${name}.${part}` }, 'path')
          }
        />
      )}
      <TestFields
        test={filter.test}
        types={types}
        of={{ ...eventOf(node), property: filter.property }}
        onChange={(test, part) => onChange({ ...filter, test }, part)}
      />
      <Notes node={filter.id} open={open.has(filter.id)} />
    </>
  );
}
