import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Manifest, Sync } from '@/api/generated/model';
import { gaps, type SyncDraft, syncRequest } from './syncDraft';
import type { useSaveSync } from './useSaveSync';

interface Props {
  stored: Sync | undefined;
  save: ReturnType<typeof useSaveSync>;
  incomplete: boolean;
  draft: SyncDraft;
  manifest: Manifest;
  /** From now on, what is missing is said. */
  onTry: () => void;
}

/** Saves; a new sync begins to send, or waits until a user turns it on. */
export function SaveSync({ stored, save, incomplete, draft, manifest, onTry }: Props) {
  const { t } = useTranslation();
  const go = (paused: boolean) => {
    onTry();
    if (gaps(draft, manifest).length === 0) {
      save.mutate({ request: syncRequest(draft, manifest, stored), paused });
    } else {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus(),
      );
    }
  };
  return (
    <div>
      <Group gap="sm">
        <Button loading={save.isPending} onClick={() => go(false)}>
          {t(stored ? 'activation.save' : 'activation.createOn')}
        </Button>
        {!stored && (
          <Button variant="default" disabled={save.isPending} onClick={() => go(true)}>
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
