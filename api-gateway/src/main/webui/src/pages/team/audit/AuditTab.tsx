import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { membersQuery } from '@/api/members';
import { PersonFilter } from '@/features/people/PersonFilter';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { auditQuery } from '../queries';
import { ActorFilter, TrailEntries, TrailTab, useTrailFilters } from './TrailTab';
import { useAuditColumns } from './useAuditColumns';

/** Who was shown personal data of whom. */
export function AuditTab() {
  return (
    <TrailTab>
      <Reads />
    </TrailTab>
  );
}

function Reads() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const {
    filters: { profile, actor },
    set,
  } = useTrailFilters();
  const members = useQuery(membersQuery(workspace));
  const query = useInfiniteQuery(auditQuery(workspace, { profile, actor }));
  const columns = useAuditColumns(members);
  const entries = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const narrowed = profile !== undefined || actor !== undefined;
  return (
    <TrailEntries
      label={t('audit.tab')}
      lead={t('audit.lead')}
      filter={
        <>
          <ActorFilter
            label={t('audit.who')}
            placeholder={t('audit.anybody')}
            members={members.data}
            actor={actor}
            entries={entries}
            onChange={(changed) => set({ actor: changed })}
          />
          <PersonFilter person={profile} onChange={(found) => set({ profile: found })} />
        </>
      }
      query={query}
      columns={columns}
      entries={entries}
      empty={{
        title: t(narrowed ? 'audit.noneFits' : 'audit.none'),
        detail: t(narrowed ? 'audit.noneFitsDetail' : 'audit.noneDetail'),
      }}
    />
  );
}
