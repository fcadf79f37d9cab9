import { Button, Group, Text } from '@mantine/core';
import type { Manifest, Sync } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { NewSyncCounts } from './NewSyncCounts';
import { gaps, syncRequest } from './syncDraft';
import type { useSyncForm } from './useSyncForm';

interface Props {
  stored: Sync | undefined;
  form: ReturnType<typeof useSyncForm>;
  incomplete: boolean;
  manifest: Manifest;
}

/** Saves; a new sync begins to send, or waits until a user turns it on. */
export function SaveSync({ stored, form, incomplete, manifest }: Props) {
  const { t } = useTranslation();
  const { draft, saving } = form;
  const go = (paused: boolean) => {
    form.showMissing();
    if (gaps(draft, manifest).length === 0) {
      form.save({ request: syncRequest(draft, manifest, stored), paused });
    } else {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus(),
      );
    }
  };
  return (
    <div>
      {!stored && <NewSyncCounts draft={draft} manifest={manifest} />}
      <Group gap="sm" mt="md">
        <Button loading={saving} onClick={() => go(false)}>
          {t(stored ? 'activation.save' : 'activation.createOn')}
        </Button>
        {!stored && (
          <Button variant="default" disabled={saving} onClick={() => go(true)}>
            {t('activation.createPaused')}
          </Button>
        )}
      </Group>
      <Text mt="xs" fz="sm" c={incomplete ? 'var(--failing)' : 'dimmed'} role="status">
        {incomplete
          ? t('activation.incomplete')
          : t(stored ? 'activation.saveDetail' : 'activation.createDetail')}
      </Text>
    </div>
  );
}
