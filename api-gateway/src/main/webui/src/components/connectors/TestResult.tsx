import { Text } from '@mantine/core';
import type { TestOutcome } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { ExchangeShown } from '../deliveries/ExchangeShown';
import { StateBadge } from '../StateBadge';
import { QuotedMessage } from '../text/QuotedMessage';
import classes from './TestResult.module.css';

const OUTCOMES = [
  'delivered',
  'rejected',
  'exists',
  'missing',
  'waits-for-another-record',
  'rate-limited',
  'quota-spent',
  'unauthorised',
  'grant-revoked',
  'not-connected',
  'another-account',
  'account-unknown',
  'waits-for-account',
  'waits-for-place',
  'gone',
  'transient',
  'no-answer',
  'misconfigured',
] as const;

/** The answers that are no failure, and do not say that the destination has the record. */
const NOT_CONFIRMED = ['accepted', 'submitted'] as const;

/** What a test found, with what was asked and answered folded under it. */
export function TestResult({ result, passed }: { result: TestOutcome; passed: string }) {
  const { t } = useTranslation();
  const notConfirmed = NOT_CONFIRMED.find((each) => each === result.outcome);
  const outcome = OUTCOMES.find((each) => each === result.outcome);
  return (
    <div className={classes.result} data-ok={result.ok}>
      <StateBadge state={result.ok ? 'ok' : 'failing'}>
        {t(result.ok ? 'activation.testPassed' : 'activation.testFailed')}
      </StateBadge>
      <Text mt={6}>
        {notConfirmed
          ? t(`activation.outcomes.${notConfirmed}`)
          : result.ok
            ? passed
            : outcome
              ? t(`activation.outcomes.${outcome}`)
              : result.outcome}{' '}
        {result.field !== undefined && <span className="mono">{result.field}</span>}{' '}
        <QuotedMessage words={result.words} />
      </Text>
      {result.exchanges.length > 0 && (
        <details className={classes.details}>
          <summary>{t('activation.showExchanges', { count: result.exchanges.length })}</summary>
          {result.exchanges.map((exchange, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: requests are known by their place alone
            <ExchangeShown key={index} exchange={exchange} />
          ))}
        </details>
      )}
    </div>
  );
}
