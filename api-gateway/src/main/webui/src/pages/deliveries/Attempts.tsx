import { Stack, Text } from '@mantine/core';
import type { Attempt } from '@/api/generated/model';
import { ExchangeShown } from '@/components/deliveries/ExchangeShown';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';

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
      key={attempt.id}
      title={t('attempts.one', { number: attempts.length - index })}
      aside={<Time at={attempt.startedAt} clock="wall" />}
    >
      <Stack gap="sm">
        {attempt.outcome && <Text>{attempt.outcome}</Text>}
        {attempt.deliveries > 1 && (
          <Text c="dimmed">{t('attempts.together', { count: attempt.deliveries })}</Text>
        )}
        {attempt.exchanges.map((exchange) => (
          <ExchangeShown key={`${exchange.method} ${exchange.target}`} exchange={exchange} />
        ))}
      </Stack>
    </Panel>
  ));
}
