import { Select, Stack, Text } from '@mantine/core';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { PurposeWarnings } from '@/features/purposes/PurposeWarnings';
import { useTranslation } from '@/texts/useTranslation';
import type { SyncDraft } from './syncDraft';
import type { Read } from './useAround';

interface Props {
  read: Read;
  draft: SyncDraft;
  /** Chosen for good. */
  fixed: boolean;
  error: string | undefined;
  onChange: (changed: Partial<SyncDraft>) => void;
}

export function WhereSection({ read, draft, fixed, error, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const chosen = read.destinations.find(({ id }) => id === draft.destination);
  return (
    <Panel title={t('activation.where')}>
      <Stack gap="sm" maw={560}>
        <Select
          label={t('activation.destination')}
          placeholder={t('activation.choose')}
          required
          searchable
          disabled={fixed}
          allowDeselect={false}
          value={draft.destination}
          error={error}
          data={read.destinations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(destination) => onChange({ destination })}
        />
        {chosen && <PurposeWarnings purposes={chosen.purposes} />}
        {chosen && (
          <Text fz="sm" c="dimmed">
            {t('activation.onlyFor', { purposes: formats.list(chosen.purposes) })}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
