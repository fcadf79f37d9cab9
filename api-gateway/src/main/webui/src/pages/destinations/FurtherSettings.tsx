import { Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import type { Manifest } from '@/api/generated/model';
import { type Faults, faultIn } from '@/components/form/faults';
import { useTranslation } from '@/texts/useTranslation';
import type { DestinationDraft } from './destinationDraft';

interface Props {
  manifest: Manifest;
  draft: DestinationDraft;
  faults: Faults;
  onChange: (changed: Partial<DestinationDraft>) => void;
}

/** What most leave as it is: another address, another limit. */
export function FurtherSettings({ manifest, draft, faults, onChange }: Props) {
  const { t } = useTranslation();
  const limitFault = faultIn(faults, '/rateLimit');
  const limits = manifest.rateLimits.map(({ requests = 0, perSeconds = 1 }) =>
    t('destinations.requestsPer', { count: perSeconds, requests }),
  );
  const used = draft.baseUrl !== '' || draft.requests !== '' || draft.perSeconds !== '';
  const refused = limitFault !== undefined || faultIn(faults, '/baseUrl') !== undefined;
  return (
    <details open={used || refused || undefined}>
      <summary>{t('activation.further')}</summary>
      <Stack gap="md" mt="sm">
        {manifest.addressOverridable && (
          <TextInput
            name="baseUrl"
            label={t('destinations.baseUrl')}
            description={t('activation.baseUrlHelp')}
            value={draft.baseUrl}
            error={faultIn(faults, '/baseUrl')}
            onChange={({ currentTarget }) => onChange({ baseUrl: currentTarget.value })}
          />
        )}
        <Group align="flex-start" gap="sm">
          <NumberInput
            label={t('activation.requests')}
            hideControls
            min={1}
            w={160}
            value={draft.requests}
            error={limitFault}
            onChange={(requests) => onChange({ requests })}
          />
          <NumberInput
            label={t('activation.perSeconds')}
            hideControls
            min={1}
            w={160}
            value={draft.perSeconds}
            onChange={(perSeconds) => onChange({ perSeconds })}
          />
        </Group>
        <Text fz="sm" c="dimmed">
          {limits.length > 0
            ? t('activation.usualLimit', { limits: limits.join(', ') })
            : t('activation.noUsualLimit')}
        </Text>
      </Stack>
    </details>
  );
}
