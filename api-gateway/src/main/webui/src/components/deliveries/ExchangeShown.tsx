import { Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '@/api/generated/model';
import { isMasked } from '@/api/masked';
import { Value } from '../text/Value';

/** One request with its answer, as they went over the wire; secrets are masked. */
export function ExchangeShown({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <Text className="mono">
        {exchange.method} {exchange.target}
      </Text>
      <Body label={t('attempts.request')} body={exchange.body} />
      {exchange.status !== undefined && (
        <Text className="mono">{t('attempts.answered', { status: exchange.status })}</Text>
      )}
      <Body label={t('attempts.answer')} body={exchange.answer} />
    </Stack>
  );
}

function Body({ label, body }: { label: string; body: unknown }) {
  if (body === undefined || body === null) {
    return null;
  }
  if (isMasked(body)) {
    return (
      <Text>
        {label}: <Value value={body} />
      </Text>
    );
  }
  return (
    // What scrolls can be scrolled by keyboard.
    <Code block tabIndex={0} aria-label={label} mah={320}>
      {readable(body)}
    </Code>
  );
}

/** JSON over lines, whatever else as it is. */
function readable(body: unknown): string {
  if (typeof body !== 'string') {
    return JSON.stringify(body, null, 2);
  }
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
