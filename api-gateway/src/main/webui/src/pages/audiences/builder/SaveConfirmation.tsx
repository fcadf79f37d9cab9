import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { Audience } from '@/api/generated/model';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { useTranslation } from '@/texts/useTranslation';
import { Effect } from './preview/EffectPanel';
import type { Editor } from './useEditor';

/**
 * Shows what saving does to an audience that feeds destinations, and asks. The button waits for the
 * numbers: nothing is sent to a destination that nobody has seen.
 */
export function SaveConfirmation({ audience, editor }: { audience: Audience; editor: Editor }) {
  const { t } = useTranslation();
  const { confirmation, preview, nameOf } = editor;
  const change = preview.counted?.preview.change ?? null;
  const known = change !== null && !preview.counting;
  return (
    <Dialog
      opened={confirmation.asked}
      onClose={confirmation.cancel}
      title={t('builder.confirmTitle', { name: audience.name })}
    >
      <Stack gap="md">
        {preview.error ? (
          <>
            <Failure error={preview.error} again={preview.again} />
            <Text>{t('builder.effectUnknown')}</Text>
          </>
        ) : known ? (
          <Effect audience={audience} change={change} counting={false} nameOf={nameOf} />
        ) : (
          <Skeleton height={96} aria-busy="true" aria-label={t('builder.effectCounting')} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={confirmation.cancel}>
            {t('form.cancel')}
          </Button>
          <Button disabled={!known && !preview.error} onClick={confirmation.save}>
            {t('builder.saveAndUpdate')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
