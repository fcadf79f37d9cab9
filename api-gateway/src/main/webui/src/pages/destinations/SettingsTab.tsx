import { Alert, Text } from '@mantine/core';
import type { Destination, Manifest } from '@/api/generated/model';
import { Columns } from '@/components/page/Columns';
import { type Fact, Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { Value } from '@/components/text/Value';
import { ObjectPromise } from '@/features/syncs/promise/ObjectPromise';
import { neverRepeats } from '@/features/syncs/promise/promiseFacts';
import { useTranslation } from '@/texts/useTranslation';
import { apiVersion } from './apiVersion';

interface Props {
  destination: Destination;
  connector: Manifest | undefined;
}

/** How it is set up, in the connector's own labels. Secrets only say that they are there. */
export function SettingsTab({ destination, connector }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const limit = destination.rateLimit;
  const settings: Fact[] = Object.entries(destination.settings).map(([name, value]) => ({
    label: connector?.settings.find((setting) => setting.name === name)?.label ?? name,
    value: isSecret(value) ? t('destinations.secretSet') : <Value value={value} />,
  }));
  return (
    <Columns
      main={
        <>
          <Panel title={t('destinations.settings')}>
            {destination.warnings.map((warning) => (
              <Alert
                key={warning}
                color="red"
                role="note"
                mb="md"
                title={t('destinations.warning')}
              >
                {warning}
              </Alert>
            ))}
            <Facts
              facts={[
                ...settings,
                {
                  label: t('destinations.purposes'),
                  value:
                    destination.purposes.length > 0
                      ? formats.list(destination.purposes)
                      : t('value.none'),
                },
                ...(destination.baseUrl
                  ? [{ label: t('destinations.baseUrl'), value: destination.baseUrl }]
                  : []),
                ...(limit?.requests && limit.perSeconds
                  ? [
                      {
                        label: t('destinations.rateLimit'),
                        value: t('destinations.requestsPer', {
                          count: limit.perSeconds,
                          requests: formats.number(limit.requests),
                        }),
                      },
                    ]
                  : []),
              ]}
            />
          </Panel>
          {connector?.objects.map((object) => (
            <Panel key={object.name} title={t('promise.of', { object: object.label })}>
              <ObjectPromise
                connector={connector}
                object={object}
                neverRepeats={neverRepeats(destination)}
              />
            </Panel>
          ))}
        </>
      }
      side={
        <Panel title={t('object.about')}>
          <Facts
            facts={[
              { label: t('object.key'), value: <CopyText value={destination.key} /> },
              { label: t('object.id'), value: <CopyText value={destination.id} /> },
              { label: t('object.version'), value: destination.version },
              {
                label: t('object.created'),
                value: <Time at={destination.createdAt} clock="wall" />,
              },
              {
                label: t('object.changed'),
                value: <Time at={destination.updatedAt} clock="wall" />,
              },
              ...(connector?.api
                ? [
                    {
                      label: t('destinations.apiVersion'),
                      value: (
                        <>
                          {apiVersion(connector.api, t, formats)}
                          <Text fz="sm" c="dimmed">
                            {connector.api.words}.
                          </Text>
                        </>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Panel>
      }
    />
  );
}

/** The API says of a secret only that it is set. */
function isSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'set' in value && value.set === true;
}
