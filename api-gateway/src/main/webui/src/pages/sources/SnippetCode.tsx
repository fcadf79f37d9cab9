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
    <ApiExample
      label={t('sources.codeFor', { sdk: t(`sources.sdk.${sdk}`) })}
      code={snippet(sdk, collector, writeKey)}
    />
  );
}
