import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { meQuery } from '@/api/me';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { useTranslation } from '@/texts/useTranslation';
import { homeWorkspace } from '@/workspace/lastWorkspace';
import { ShellSkeleton } from './shell/ShellSkeleton';

/** The address without a workspace leads to the last one, or the first. */
export function GoHome() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  return (
    <Loaded query={me} skeleton={<ShellSkeleton />}>
      {({ workspaces, name }) => {
        const home = homeWorkspace(workspaces);
        return home ? (
          <Navigate to="/w/$workspace" params={{ workspace: home.key }} replace />
        ) : (
          <main>
            <Empty
              title={t('workspaces.none')}
              action={<Link to="/invitation">{t('workspaces.invitations')}</Link>}
            >
              {t('workspaces.noneDetail', { name })}
            </Empty>
          </main>
        );
      }}
    </Loaded>
  );
}
