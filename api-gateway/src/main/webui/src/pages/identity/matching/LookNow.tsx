import { Button, Stack, Text } from '@mantine/core';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { useLook } from './useLook';

/** Has people who may be one looked for now, for those who may. */
export function LookNow({ disabled = false }: { disabled?: boolean }) {
  const { t } = useTranslation();
  const may = useMay('startMatchingRun');
  const look = useLook();
  if (!may.allowed) {
    return (
      may.needs && (
        <Text c="dimmed">{t('matching.lookNeeds', { role: t(`roles.${may.needs}`) })}</Text>
      )
    );
  }
  return (
    <Stack gap="sm" align="start">
      {look.error && <Failure error={look.error} />}
      <Button loading={look.isPending} disabled={disabled} onClick={() => look.mutate()}>
        {t('matching.look')}
      </Button>
    </Stack>
  );
}
