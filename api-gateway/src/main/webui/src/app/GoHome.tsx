import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { meQuery } from '@/api/me';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { NewWorkspace } from '@/features/workspaces/NewWorkspace';
import { useTranslation } from '@/texts/useTranslation';
import { homeWorkspace } from '@/workspace/lastWorkspace';
import { ShellSkeleton } from './shell/ShellSkeleton';

/** The address without a workspace leads to the last one, or the first. */
export function GoHome() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const [creating, setCreating] = useState(false);
  return (
    <Loaded query={me} skeleton={<ShellSkeleton />}>
      {({ workspaces, name, installationAdmin }) => {
        const home = homeWorkspace(workspaces);
        // A new workspace is opened from the dialog that shows its secret.
        return home && !creating ? (
          <Navigate to="/w/$workspace" params={{ workspace: home.key }} replace />
        ) : (
          <main>
            <Empty
              title={t('workspaces.none')}
              action={
                installationAdmin ? (
                  <Button onClick={() => setCreating(true)}>{t('workspace.create')}</Button>
                ) : (
                  <Link to="/invitation">{t('workspaces.invitations')}</Link>
                )
              }
            >
              {installationAdmin ? t('workspaces.noneYet') : t('workspaces.noneDetail', { name })}
            </Empty>
            <NewWorkspace opened={creating} onClose={() => setCreating(false)} />
          </main>
        );
      }}
    </Loaded>
  );
}
