import { Button } from '@mantine/core';
import type { CatalogueProperty } from '@/api/generated/model';
import { humanEvent, humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { NameField } from '../controls/NameField';
import { type EventNode, eventOf, type Where } from '../rule/model';
import { newTest, withOperator } from '../rule/operators';
import { isSeen, partsNamed, partsOf, resolved } from '../vocabulary/typesOf';
import { DifferentItems } from './DifferentItems';
import { Note, Notes } from './Notes';
import { TestFields } from './TestFields';

interface Props {
  filter: Where;
  node: EventNode;
  properties: readonly CatalogueProperty[];
  /** Whether these are all properties of the event. */
  complete: boolean;
  onChange: (filter: Where, part: string) => void;
}

/** One condition on the properties of an event. */
export function Filter({ filter, node, properties, complete, onChange }: Props) {
  const { t } = useTranslation();
  const { open } = useBuilder();
  const { name, path, types } = resolved(filter.property, properties);
  const { call, event } = eventOf(node);
  const unknown = complete && filter.property !== '' && !isSeen(filter.property, properties);
  const where = node.where ?? [];
  const before = where.slice(
    0,
    where.findIndex(({ id }) => id === filter.id),
  );
  return (
    <>
      <span>{t('builder.where')}</span>
      <strong title={filter.property}>{humanName(name)}</strong>
      {path !== null && (
        <NameField
          label={t('builder.partOf', { name: humanName(name) })}
          value={path}
          known={partsOf(name, properties)}
          onChange={(part) =>
            onChange({ ...filter, property: part === '' ? name : `${name}.${part}` }, 'path')
          }
        />
      )}
      <TestFields
        test={filter.test}
        types={types}
        of={{ call, event, property: filter.property }}
        onChange={(test, part) => onChange({ ...filter, test }, part)}
      />
      {unknown && (
        <Note>
          {t('builder.unknownProperty', {
            event: event === null ? t(`builder.any.${call}`) : humanEvent(event),
            name: humanName(filter.property),
          })}
        </Note>
      )}
      {unknown &&
        partsNamed(filter.property, properties).map((part) => (
          <Button
            key={part}
            variant="subtle"
            size="compact-sm"
            onClick={() =>
              onChange(
                {
                  ...filter,
                  property: part,
                  test: withOperator(
                    filter.test,
                    newTest(resolved(part, properties).types, part).operator,
                  ),
                },
                'property',
              )
            }
          >
            {t('builder.useProperty', { name: humanName(part) })}
          </Button>
        ))}
      <DifferentItems
        name={filter.property}
        before={before.map(({ property }) => property)}
        known={properties}
      />
      <Notes node={filter.id} open={open.has(filter.id)} />
    </>
  );
}
