import { Stack, Text } from '@mantine/core';
import type { Exchange } from '@/api/generated/model';
import { isMasked } from '@/api/masked';
import { useTranslation } from '@/texts/useTranslation';
import { Folded } from '../text/Folded';
import { Value } from '../text/Value';

interface Props {
  exchange: Exchange;
  /** Whether request and answer are unfolded at first. */
  open?: boolean;
}

/** One request with its answer, as they went over the wire; secrets are masked. */
export function ExchangeShown({ exchange, open = false }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <Text className="mono">
        {exchange.method} {exchange.target}
      </Text>
      <Body label={t('attempts.request')} body={exchange.body} open={open} />
      {exchange.status !== undefined && (
        <Text className="mono">{t('attempts.answered', { status: exchange.status })}</Text>
      )}
      <Body label={t('attempts.answer')} body={exchange.answer} open={open} />
    </Stack>
  );
}

function Body({ label, body, open }: { label: string; body: unknown; open: boolean }) {
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
    <Folded title={label} open={open}>
      {readable(body)}
    </Folded>
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
