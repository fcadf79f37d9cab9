import { Alert, Code, Stack, Text } from '@mantine/core';
import type { ConnectorValidation } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import classes from './CheckedConnector.module.css';

/** The mistakes of a file with their lines, its effects, and the requests that it makes. */
export function CheckedConnector({ result }: { result: ConnectorValidation }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      {result.faults.length === 0 ? (
        <Alert color="green">{t('connectors.sound')}</Alert>
      ) : (
        <Alert color="red" title={t('connectors.faults', { count: result.faults.length })}>
          <ul className={classes.list}>
            {result.faults.map(({ line, column, pointer, detail }) => (
              <li key={`${line} ${column} ${pointer} ${detail}`}>
                <strong>{t('connectors.line', { line, column })}</strong>: {pointer} {detail}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <Sentences title={t('connectors.warnings')} sentences={result.warnings} />
      <Sentences title={t('connectors.refusals')} sentences={result.refusals} />
      <Sentences title={t('connectors.breaks')} sentences={result.breaks} />
      {result.samples.length > 0 && (
        <Panel title={t('connectors.samples')}>
          <Stack gap="md">
            {result.samples.map(({ object, operation, requests, problem }) => (
              <div key={`${object} ${operation}`}>
                <Text fw={600}>
                  {t(operation === 'remove' ? 'connectors.remove' : 'connectors.write', { object })}
                </Text>
                {problem !== null && <Text>{problem}</Text>}
                {requests.length > 0 && (
                  // What scrolls can be scrolled by keyboard.
                  <Code block tabIndex={0}>
                    {requests.map(textOf).join('\n\n')}
                  </Code>
                )}
              </div>
            ))}
          </Stack>
        </Panel>
      )}
    </Stack>
  );
}

type SampleRequest = ConnectorValidation['samples'][number]['requests'][number];

function textOf({ method, target, headers, body }: SampleRequest): string {
  return [
    `${method} ${target}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === null ? [] : ['', body]),
  ].join('\n');
}

interface SentencesProps {
  title: string;
  sentences: readonly string[];
}

/** Sentences of the API about the file, each once. */
export function Sentences({ title, sentences }: SentencesProps) {
  return (
    sentences.length > 0 && (
      <Alert color="yellow" title={title}>
        <ul className={classes.list}>
          {[...new Set(sentences)].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Alert>
    )
  );
}
