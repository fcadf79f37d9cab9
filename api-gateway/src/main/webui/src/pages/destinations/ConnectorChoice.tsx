import { Button, Group, Pill, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Manifest } from '@/api/generated/model';
import { connectorsQuery } from '@/api/queries';
import { Marked } from '@/components/connectors/Marked';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { SearchBox } from '@/components/filter/SearchBox';
import { TextLink } from '@/components/links';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { apiVersion } from './apiVersion';
import classes from './ConnectorChoice.module.css';
import { guaranteesOf, isFound, needsOf, takenBy } from './catalogue';

/** Every connector: what it needs, what it accepts, and what it guarantees for each object. */
export function ConnectorChoice() {
  const { t } = useTranslation();
  const { q } = useSearch({ strict: false });
  const workspace = useWorkspace();
  const query = useQuery(connectorsQuery(workspace));
  return (
    <Loaded query={query} skeleton={<CardsSkeleton />}>
      {(connectors) => {
        const found = connectors.filter((connector) => isFound(q, connector));
        return (
          <>
            <Group gap="sm">
              <SearchBox label={t('activation.searchConnector')} />
              <TextLink to="/w/$workspace/destinations/connector" params={{ workspace }}>
                {t('connectors.add')}
              </TextLink>
              <Text c="dimmed" role="status">
                {t('activation.connectors', { count: found.length })}
              </Text>
            </Group>
            {found.length === 0 ? (
              <NoneFound words={q ?? ''} />
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

/** The search box and the cards, as high as a short card. */
function CardsSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton height={36} width={260} maw="100%" />
      <ul className={classes.cards}>
        {[0, 1, 2].map((card) => (
          <li key={card}>
            <Skeleton height={260} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function NoneFound({ words }: { words: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const showAll = () => {
    // The button goes away with the search.
    document.querySelector<HTMLElement>('main input[type="search"]')?.focus();
    void navigate({
      to: '.',
      search: (before) => ({ ...before, q: undefined }),
      replace: true,
    });
  };
  if (words === '') {
    return <Empty title={t('activation.noConnector')}>{t('activation.noConnectors')}</Empty>;
  }
  return (
    <Empty
      title={t('activation.noConnector')}
      action={
        <Button variant="default" onClick={showAll}>
          {t('activation.showAllConnectors')}
        </Button>
      }
    >
      {t('activation.noConnectorDetail', { words })}
    </Empty>
  );
}

function Card({ connector }: { connector: Manifest }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const needs = needsOf(connector);
  return (
    <article className={classes.card}>
      <Title order={2}>
        <Link
          className={classes.link}
          to="/w/$workspace/destinations/new"
          params={{ workspace }}
          search={{ connector: connector.id }}
        >
          <Marked of={connector.id}>{connector.name}</Marked>
        </Link>
      </Title>
      {connector.added && (
        <Group gap="sm">
          <Pill>{t('connectors.added')}</Pill>
          <TextLink
            to="/w/$workspace/destinations/connector"
            params={{ workspace }}
            search={{ of: connector.id }}
            className={classes.above}
          >
            {t('connectors.change')}
          </TextLink>
        </Group>
      )}
      <Text>{connector.description}</Text>
      <dl className={classes.facts}>
        {needs.length > 0 && (
          <div>
            <dt>{t('activation.needs')}</dt>
            <dd>{formats.list(needs)}</dd>
          </div>
        )}
        {connector.authentication && (
          <div>
            <dt>{t('activation.access')}</dt>
            <dd>{t(`activation.authentication.${connector.authentication}`)}</dd>
          </div>
        )}
        {connector.api && (
          <div>
            <dt>{t('destinations.apiVersion')}</dt>
            <dd>{apiVersion(connector.api, t, formats)}</dd>
          </div>
        )}
        <div>
          <dt>{t('activation.takes')}</dt>
          <dd className={classes.accepted}>
            {formats.list(takenBy(connector).map((kind) => t(`activation.takesOf.${kind}`)))}
          </dd>
        </div>
        <div>
          <dt>{t('activation.promises')}</dt>
          {guaranteesOf(connector, t).map(({ objects, words }) => (
            <dd key={words}>
              <strong>{formats.list(objects)}</strong>: {words}
            </dd>
          ))}
        </div>
      </dl>
    </article>
  );
}
