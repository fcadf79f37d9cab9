import { Group, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { later } from '@/components/later/later';
import { chosenTab } from '@/components/page/chosenTab';
import { Panel } from '@/components/page/Panel';
import { UnknownTab } from '@/components/page/UnknownTab';
import { CopyText } from '@/components/text/CopyText';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { lastSdk, rememberSdk } from './lastSdk';
import { SDKS, type Sdk } from './sdks';

const SnippetCode = later(() =>
  import('./SnippetCode').then(({ SnippetCode }) => ({ default: SnippetCode })),
);

/** Of most snippets, so that what is below stays where it is. */
const HEIGHT = 440;

/** Code that sends the first event, ready to copy. */
export function Snippets({ writeKey }: { writeKey: string | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { sdk: asked } = useSearch({ from: '/w/$workspace/sources/$source' });
  const { open: sdk, unknown } = chosenTab(SDKS, asked, lastSdk());
  const { collector } = useHere();
  return (
    <Panel title={t('sources.send')}>
      <Stack gap="md">
        <Group gap="xs">
          <Text>{t('sources.collector')}</Text>
          <CopyText value={collector} />
        </Group>
        <UnknownTab tab={unknown} instead={t(`sources.sdk.${sdk}`)} />
        <Tabs
          value={sdk}
          keepMounted={false}
          onChange={(value) => {
            const chosen = chosenTab(SDKS, value ?? undefined, sdk).open;
            rememberSdk(chosen);
            void navigate({ to: '.', search: { sdk: chosen }, replace: true });
          }}
        >
          <Tabs.List aria-label={t('sources.sdks')} mb="sm">
            {SDKS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`sources.sdk.${each}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {SDKS.map((each: Sdk) => (
            <Tabs.Panel key={each} value={each}>
              <Suspense
                fallback={
                  <Skeleton height={HEIGHT} role="status" aria-label={t('sources.loadingCode')} />
                }
              >
                <SnippetCode sdk={each} writeKey={writeKey} />
              </Suspense>
            </Tabs.Panel>
          ))}
        </Tabs>
      </Stack>
    </Panel>
  );
}
