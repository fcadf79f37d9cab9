import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { useNow } from '@/components/text/useNow';
import { newestVersionQuery } from '@/features/history/kinds';
import { useAuthor } from '@/features/history/useAuthor';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { AsOf } from './AsOf';
import { type Change, DEFINED, type Defined, recentChanges } from './changes';
import { isAsked, isUntold } from './parts';
import classes from './RecentChanges.module.css';
import type { Parts } from './useParts';

const SHOWN = 8;

/** What was created or changed lately, and by whom. */
export function RecentChanges({ parts }: { parts: Parts }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const mayReadLog = useMay('listAudit').allowed;
  const now = useNow();
  const queries = {
    source: parts.sources,
    model: parts.models,
    audience: parts.audiences,
    destination: parts.destinations,
    sync: parts.syncs,
  } satisfies Record<Defined, unknown>;
  const all = Object.values(queries);
  const changes = recentChanges(
    {
      source: queries.source.data?.data,
      model: queries.model.data?.data,
      audience: queries.audience.data?.data,
      destination: queries.destination.data?.data,
      sync: queries.sync.data?.data,
    },
    now,
  );
  const asking = all.some(isAsked);
  const never = DEFINED.filter(
    (kind) => queries[kind].data === undefined && isUntold(queries[kind]),
  );
  if (changes.length === 0 && !asking && never.length === 0) {
    return null;
  }
  return (
    <Panel
      title={t('home.recentChanges')}
      aside={
        <>
          <AsOf queries={all} />{' '}
          {mayReadLog && (
            <TextLink
              to="/w/$workspace/team"
              params={{ workspace }}
              search={{ tab: 'administration' }}
            >
              {t('home.allChanges')}
            </TextLink>
          )}
        </>
      }
    >
      {never.length > 0 && (
        <p className={classes.note} role="status">
          {t('home.notToldHere')}
        </p>
      )}
      {changes.length === 0 && asking ? (
        <div aria-busy="true">
          <Skeleton height={120} />
        </div>
      ) : (
        <ul className="plain-list">
          {changes.slice(0, SHOWN).map((change) => (
            <Row key={change.id} change={change} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ change: { kind, id, name, at, created } }: { change: Change }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const by = useChangedBy(kind, id, at);
  // Each kind has its pages at its own name.
  const page: string = `/w/${workspace}/${kind}s/${id}`;
  return (
    <li>
      <span>
        <TextLink to={page}>{name}</TextLink>
        <span className={classes.what}>
          {t(created ? 'home.created' : 'home.changed', { kind: t(`home.kinds.${kind}`) })}
          {by && ` ${by}`}
        </span>
      </span>
      <span className={classes.when}>
        <Time at={at} clock="wall" />
      </span>
    </li>
  );
}

/** Who made a change, in words; null where the history does not say it of this change. */
function useChangedBy(kind: Defined, id: string, at: string): string | null {
  const author = useAuthor();
  const { data: version } = useQuery(newestVersionQuery(kind, useWorkspace(), id, at));
  return version?.changedBy && Date.parse(version.changedAt) === Date.parse(at)
    ? author(version)
    : null;
}
