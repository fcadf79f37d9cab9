import { Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Attempt, Exchange } from '@/api/generated/model';
import { isMasked } from '@/api/masked';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';

/** Each attempt with what was asked and answered. */
export function Attempts({ attempts }: { attempts: Attempt[] }) {
  const { t } = useTranslation();
  if (attempts.length === 0) {
    return (
      <Panel title={t('attempts.title')}>
        <Text c="dimmed">{t('attempts.none')}</Text>
      </Panel>
    );
  }
  return attempts.map((attempt, index) => (
    <Panel
      key={attempt.id ?? index}
      title={t('attempts.one', { number: attempts.length - index })}
      aside={attempt.startedAt && <Time at={attempt.startedAt} clock="wall" />}
    >
      <Stack gap="sm">
        {attempt.outcome && <Text>{attempt.outcome}</Text>}
        {attempt.deliveries !== undefined && attempt.deliveries > 1 && (
          <Text c="dimmed">{t('attempts.together', { count: attempt.deliveries })}</Text>
        )}
        {attempt.exchanges?.map((exchange) => (
          <Shown key={`${exchange.method} ${exchange.target}`} exchange={exchange} />
        ))}
      </Stack>
    </Panel>
  ));
}

function Shown({ exchange }: { exchange: Exchange }) {
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
      {typeof body === 'string' ? body : JSON.stringify(body, null, 2)}
    </Code>
  );
}
