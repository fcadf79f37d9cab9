import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { Manifest } from '@/api/generated/model';
import { connectorsQuery } from '@/api/queries';
import { Marked } from '@/components/connectors/Marked';
import { Loaded } from '@/components/feedback/Loaded';
import { matches } from '@/components/filter/matches';
import { SearchBox } from '@/components/filter/SearchBox';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useFormats } from '@/components/text/useFormats';
import { usePromiseWords } from '@/features/syncs/promise/usePromiseWords';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './ConnectorChoice.module.css';

/** Every connector, what it accepts, and its delivery guarantee. */
export function ConnectorChoice() {
  const { t } = useTranslation();
  const { q } = useSearch({ strict: false });
  const query = useQuery(connectorsQuery(useWorkspace()));
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
      {(connectors) => {
        const found = connectors.filter(({ name, description }) => matches(q, name, description));
        return (
          <>
            <SearchBox label={t('activation.searchConnector')} />
            {found.length === 0 ? (
              <Text mt="md" c="dimmed" role="status">
                {t('activation.noConnector')}
              </Text>
            ) : (
              <ul className={classes.cards}>
                {found.map((connector) => (
                  <li key={connector.id}>
                    <Card connector={connector} />
                  </li>
                ))}
              </ul>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Card({ connector }: { connector: Manifest }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const promise = usePromiseWords();
  const workspace = useWorkspace();
  // Labels begin with a capital letter, and here they are one phrase.
  const objects = connector.objects.map(({ label }, at) =>
    at === 0 ? label : label.toLowerCase(),
  );
  return (
    <Link
      className={classes.card}
      to="/w/$workspace/destinations/new"
      params={{ workspace }}
      search={{ connector: connector.id }}
    >
      <Title order={2}>
        <Marked of={connector.id}>{connector.name}</Marked>
      </Title>
      <Text>{connector.description}</Text>
      <dl className={classes.facts}>
        <div>
          <dt>{t('activation.takes')}</dt>
          <dd>{formats.list(objects)}</dd>
        </div>
        <div>
          <dt>{t('promise.title')}</dt>
          <dd>{promise(connector)}</dd>
        </div>
      </dl>
    </Link>
  );
}
