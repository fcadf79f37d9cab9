import { Button, Radio, Select, Stack, TagsInput } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import type { FromKind } from './manifest';
import { RowsOfPeople } from './RowsOfPeople';
import { NOTHING, type SyncDraft } from './syncDraft';
import type { Read } from './useAround';

const KINDS: readonly FromKind[] = ['audience', 'profiles', 'model', 'events'];

interface Props {
  read: Read;
  draft: SyncDraft;
  fixed: boolean;
  error: string | undefined;
  onChange: (changed: Partial<SyncDraft>) => void;
}

/** An audience, everyone, the rows of a model, or events. */
export function FromFields({ read, draft, fixed, error, onChange }: Props) {
  const { t } = useTranslation();
  const model = read.models.find(({ id }) => draft.kind === 'model' && id === draft.model);
  const help = (kind: FromKind) => {
    switch (fixed ? null : read.wanting(kind)) {
      case 'reading':
        return t('activation.fromReading');
      case 'away':
        return t('activation.fromAway');
      default:
        return t(`activation.fromHelp.${kind}`);
    }
  };
  const choice = {
    required: true,
    searchable: true,
    disabled: fixed,
    allowDeselect: false,
    placeholder: t('activation.choose'),
    error,
  };
  return (
    <>
      <Radio.Group
        label={t('activation.flows')}
        required
        value={draft.kind ?? ''}
        error={draft.kind === null ? error : undefined}
        onChange={(kind) => onChange({ kind: kind as FromKind })}
      >
        <Stack gap={6} mt={6}>
          {KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              disabled={fixed || read.wanting(kind) !== null}
              label={t(`activation.from.${kind}`)}
              description={help(kind)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {!fixed && KINDS.some((kind) => read.wanting(kind) === 'away') && (
        <Button size="xs" variant="default" w="fit-content" onClick={read.again}>
          {t('failure.again')}
        </Button>
      )}
      {draft.kind === 'audience' && (
        <Select
          {...choice}
          label={t('activation.audience')}
          value={draft.audience}
          data={read.audiences.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(audience) => onChange({ audience })}
        />
      )}
      {draft.kind === 'model' && (
        <Select
          {...choice}
          label={t('activation.model')}
          value={draft.model}
          data={read.models.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(model) => onChange({ model, person: NOTHING.person })}
        />
      )}
      {model && model.entity !== 'person' && !fixed && (
        <RowsOfPeople model={model} person={draft.person} onChange={onChange} />
      )}
      {draft.kind === 'events' && (
        <TagsInput
          label={t('activation.eventNames')}
          description={t('activation.eventNamesHelp')}
          disabled={fixed}
          acceptValueOnBlur
          value={draft.names}
          error={error}
          onChange={(names) => onChange({ names })}
        />
      )}
    </>
  );
}
