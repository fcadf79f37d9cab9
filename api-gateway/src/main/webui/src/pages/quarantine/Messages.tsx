import { useInfiniteQuery } from '@tanstack/react-query';
import { followingFirstPage } from '@/api/changes/following';
import { paged } from '@/api/paged';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useWorkspace } from '@/workspace/here';
import classes from './Inputs.module.css';
import { OneMessage } from './OneMessage';
import { SERVICES, type Service } from './services';

const PAGE = 20;

/** The messages that wait at a service for one reason, newest first. */
export function Messages(props: { service: Service; reason: string; label: string }) {
  const { service, reason, label } = props;
  const workspace = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['workspaces', workspace, 'quarantined-messages', service, 'of', reason],
    queryFn: ({ pageParam, signal }) =>
      SERVICES[service].list(workspace, { reason, limit: PAGE, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ quarantine: true }),
  });
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
      {({ pages }) => (
        <>
          <ul className={classes.inputs} aria-label={label}>
            {pages
              .flatMap(({ data }) => data)
              .map((message) => (
                <OneMessage key={message.id} service={service} message={message} />
              ))}
          </ul>
          <More query={query} />
        </>
      )}
    </Loaded>
  );
}
