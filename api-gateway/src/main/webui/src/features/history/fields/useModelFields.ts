import type { Schedule } from '@/api/generated/model';
import { useConnectionNames } from '@/components/objects/useNames';
import { PERSON } from '@/features/models/entity';
import { KEPT } from '@/features/models/kept';
import { scheduleDraft } from '@/features/models/schedule';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { useTranslation } from '@/texts/useTranslation';
import type { Field } from '../differences';
import { type Content, contentOf, objectOf } from './content';
import { type FieldsOf, useField } from './useField';

export function useModelFields(): FieldsOf {
  const { t } = useTranslation();
  const { words, field, named } = useField();
  const connectionName = useConnectionNames();
  const scheduleWords = useScheduleWords();
  const mapping = useMappingFields();
  return (version) => {
    const {
      warehouse,
      table,
      query,
      entity,
      primaryKey,
      schedule,
      paused,
      mapping: mapped,
    } = contentOf(version);
    return [
      ...named(version),
      field('warehouse', t('models.connection'), warehouse, connectionName(words(warehouse))),
      ...(table ? [field('table', t('models.table'), table)] : []),
      ...(query ? [field('query', t('models.query'), query)] : []),
      field(
        'entity',
        t('models.eachRow'),
        entity,
        entity === PERSON ? t('models.onePerson') : words(entity),
      ),
      field('primaryKey', t('models.key'), primaryKey),
      ...mapping(objectOf(mapped), entity === PERSON),
      field('schedule', t('models.schedule.label'), schedule, scheduleWords(schedule)),
      field(
        'paused',
        t('history.pausedSchedule'),
        paused ?? false,
        t(paused === true ? 'history.pausedYes' : 'history.pausedNo'),
      ),
    ];
  };
}

/** Column by column, what it says of a person. */
function useMappingFields() {
  const { t } = useTranslation();
  const { words, field } = useField();
  const typeName = (type: unknown) => {
    const known = KNOWN_TYPES.find((each) => each === type);
    return known ? t(`identifiers.${known}`) : words(type);
  };
  return (mapping: Content, person: boolean): Field[] => [
    ...Object.entries(objectOf(mapping.identifiers)).map(([column, type]) =>
      field(`identifiers ${column}`, t('models.mapping.namesOf', { column }), type, typeName(type)),
    ),
    ...KEPT.flatMap((part) =>
      Object.entries(objectOf(mapping[part])).map(([column, target]) =>
        field(
          `kept ${column}`,
          t('history.column', { column }),
          [part, target],
          `${t(`models.mapping.${part}`)} ${words(target)}`,
        ),
      ),
    ),
    ...(person
      ? [
          field(
            'observedAt',
            t('models.mapping.observedAt'),
            mapping.observedAt,
            mapping.observedAt ? words(mapping.observedAt) : t('models.mapping.whenRead'),
          ),
        ]
      : []),
  ];
}

function useScheduleWords() {
  const { t } = useTranslation();
  return (schedule: unknown): string => {
    const { kind, at, minutes, expression } = scheduleDraft(
      (schedule ?? { kind: 'manual' }) as Schedule,
    );
    switch (kind) {
      case 'daily':
        return t('models.schedule.words.daily', { at });
      case 'every':
        return t('models.schedule.words.every', { count: Number(minutes) });
      case 'cron':
        return `${t('models.schedule.words.cron')} ${expression}`;
      default:
        return t(`models.schedule.words.${kind}`);
    }
  };
}
