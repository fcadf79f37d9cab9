import type { FieldMapping, SyncSource } from '@/api/generated/model';
import {
  useAudienceNames,
  useDestinationNames,
  useModelNames,
} from '@/components/objects/useNames';
import { modeOf } from '@/features/syncs/modes';
import { useTransformWords } from '@/features/syncs/steps/useTransformWords';
import { useFromWords } from '@/features/syncs/useFromWords';
import { useModeWords } from '@/features/syncs/useModeWords';
import { useReceivers } from '@/features/syncs/useReceivers';
import { useValueSourceWords } from '@/features/syncs/useValueSourceWords';
import { useTranslation } from '@/texts/useTranslation';
import { type Content, contentOf, listOf, objectOf } from './content';
import { type FieldsOf, useField } from './useField';

export function useSyncFields(): FieldsOf {
  const { t } = useTranslation();
  const { words, field, named } = useField();
  const from = useFromWords(useAudienceNames(), useModelNames());
  const sourceWords = useValueSourceWords();
  const modeWords = useModeWords();
  const stepWords = useTransformWords();
  const names = useReceiverNames();
  const personWords = ({ column, identifier }: Content) =>
    `${words(column)} (${words(identifier)})`;
  const gets = (mapped: FieldMapping) => sourceWords(mapped.from, words);
  return (version) => {
    const content = contentOf(version);
    const to = names(content.destination, content.object);
    const match = content.match as FieldMapping | null | undefined;
    const { person, ...flows } = objectOf(content.from);
    const mode = modeOf(content.mode);
    return [
      ...named(version),
      field('destination', t('activation.destination'), content.destination, to.destination),
      field('from', t('activation.flows'), flows, from(content.from as SyncSource)),
      ...(person
        ? [field('person', t('activation.rowsOf'), person, personWords(objectOf(person)))]
        : []),
      field('object', t('syncs.object'), content.object, to.object),
      ...(match
        ? [
            field(
              'match',
              t('activation.match'),
              match,
              t('history.fieldFrom', { field: to.field(match.field), value: gets(match) }),
            ),
          ]
        : []),
      ...(listOf(content.furtherMatches).length > 0
        ? [
            field(
              'furtherMatches',
              t('activation.thenBy'),
              content.furtherMatches,
              listOf(content.furtherMatches)
                .map((each) => to.field(words(each)))
                .join(', '),
            ),
          ]
        : []),
      ...listOf(content.mapping).map((each) => {
        const mapped = each as FieldMapping;
        const { from: value, transform } = mapped;
        return field(
          `mapping ${mapped.field}`,
          to.field(mapped.field),
          transform ? { from: value, transform } : value,
          [gets(mapped), ...(transform ?? []).map(stepWords)].join(', '),
        );
      }),
      field(
        'mode',
        t('syncs.mode'),
        content.mode,
        mode &&
          (to.type
            ? modeWords(mode, (content.from as SyncSource).kind, to.type)
            : t(`syncs.modes.${mode}`)),
      ),
      ...Object.entries(objectOf(content.settings)).map(([name, value]) =>
        field(`settings ${name}`, to.setting(name), value),
      ),
    ];
  };
}

/** The names of the destination and of what it receives, in the labels of its connector. */
function useReceiverNames() {
  const receiverOf = useReceivers();
  const destinationName = useDestinationNames();
  return (destination: unknown, object: unknown) => {
    const receiver = receiverOf(destination, object);
    const type = receiver.object;
    const settings = receiver.connector?.objects.flatMap((each) => each.settings) ?? [];
    return {
      destination: destinationName(String(destination)),
      object: type?.label ?? String(object),
      type,
      field: (name: string) => type?.fields.find((each) => each.name === name)?.label ?? name,
      setting: (name: string) => settings.find((each) => each.name === name)?.label ?? name,
    };
  };
}
