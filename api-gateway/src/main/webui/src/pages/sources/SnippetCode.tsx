import { Stack, Text } from '@mantine/core';
import { ApiExample } from '@/components/ApiExample';
import { TextLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useMay, useWorkspace } from '@/workspace/here';
import type { Sdk } from './sdks';
import { snippet } from './snippet';

/** The code for these SDKs sends nothing before the page calls its functions. */
const CALLED: readonly Sdk[] = ['browser', 'script', 'tagManager'];

/** The code for one SDK. The page loads this part by itself, because the code is long. */
export function SnippetCode({ sdk, writeKey }: { sdk: Sdk; writeKey: string | null }) {
  const { t } = useTranslation();
  const { collector } = useHere();
  const workspace = useWorkspace();
  const mayAdd = useMay('addWriteKey').allowed;
  return (
    <Stack gap="sm">
      {writeKey === null && (
        <Text fz="sm">
          {t('sources.keyHidden')} {mayAdd && t('sources.addForSnippet')}
        </Text>
      )}
      <ApiExample
        label={t('sources.codeFor', { sdk: t(`sources.sdk.${sdk}`) })}
        code={snippet(sdk, collector, writeKey)}
      />
      {!CALLED.includes(sdk) && <Text fz="sm">{t('sources.realEvents')}</Text>}
      <Text fz="sm">
        {t('sources.purposes')}{' '}
        <TextLink to="/w/$workspace/destinations" params={{ workspace }} inherit>
          {t('sources.purposesOf')}
        </TextLink>
      </Text>
      {(sdk === 'script' || sdk === 'tagManager') && (
        <Text fz="sm" c="dimmed">
          {t('sources.pinned')}
        </Text>
      )}
    </Stack>
  );
}
