import { Text } from '@mantine/core';
import type { Faults } from '@/components/form/faults';
import { useTranslation } from '@/texts/useTranslation';
import { mappingOf, type SyncDraft } from './syncDraft';

const IN_MAPPING = /^\/mapping\/(\d+)(?:\/transform\/(\d+))?/;

interface Props {
  faults: Faults;
  draft: SyncDraft;
}

/** What the API refuses of a draft that is not saved, each with its field and step. */
export function FaultsOfRequest({ faults, draft }: Props) {
  const { t } = useTranslation();
  const mapping = mappingOf(draft);
  const said = (pointer: string, words: string) => {
    const [, index, step] = IN_MAPPING.exec(pointer) ?? [];
    const field = mapping[Number(index)]?.field;
    if (field === undefined) {
      return words;
    }
    return step === undefined
      ? t('steps.faultOf', { field, words })
      : t('steps.fault', { field, number: Number(step) + 1, words });
  };
  return Object.entries(faults).map(([pointer, words]) => (
    <Text key={pointer} c="var(--failing)">
      {said(pointer, words)}
    </Text>
  ));
}
