import { Stack, Text } from '@mantine/core';
import { ApiExample } from '@/components/ApiExample';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import type { Sdk } from './sdks';
import { snippet } from './snippet';

/** The code for one SDK. The page loads this part by itself, because the code is long. */
export function SnippetCode({ sdk, writeKey }: { sdk: Sdk; writeKey: string | null }) {
  const { t } = useTranslation();
  const { collector } = useHere();
  return (
    <Stack gap="sm">
      <ApiExample
        label={t('sources.codeFor', { sdk: t(`sources.sdk.${sdk}`) })}
        code={snippet(sdk, collector, writeKey)}
      />
      {(sdk === 'script' || sdk === 'tagManager') && (
        <Text fz="sm" c="dimmed">
          {t('sources.pinned')}
        </Text>
      )}
    </Stack>
  );
}
