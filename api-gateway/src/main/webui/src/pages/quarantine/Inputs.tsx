import { useInfiniteQuery } from '@tanstack/react-query';
import { followingFirstPage } from '@/api/changes/following';
import { listQuarantine } from '@/api/generated/operations';
import { paged } from '@/api/paged';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './Inputs.module.css';
import { OneInput } from './OneInput';

const PAGE = 20;

/** What waits for one reason, newest first. */
export function Inputs({ reason }: { reason: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['workspaces', workspace, 'quarantine-of', reason],
    queryFn: ({ pageParam, signal }) =>
      listQuarantine(workspace, { reason, limit: PAGE, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ quarantine: true, events: true }),
  });
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
      {({ pages }) => (
        <>
          <ul className={classes.inputs} aria-label={t('nav.quarantine')}>
            {pages
              .flatMap(({ data }) => data)
              .map((input) => (
                <OneInput key={input.id} input={input} />
              ))}
          </ul>
          <More query={query} />
        </>
      )}
    </Loaded>
  );
}
