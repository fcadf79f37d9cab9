import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { HeldWorkspace, Me, WorkspaceView } from '@/api/generated/model';
import { meQuery } from '@/api/me';
import { changes } from '@/api/queryClient';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { useDelayKnown } from '@/features/pipeline/useDelayKnown';
import { millisecondsOf } from '@/texts/duration';
import { type Here, HereContext } from '@/workspace/here';
import { rememberWorkspace } from '@/workspace/lastWorkspace';
import { workspaceQuery } from '@/workspace/workspaceQuery';
import { HeldPage } from './HeldPage';
import { Shell } from './shell/Shell';
import { ShellSkeleton } from './shell/ShellSkeleton';

/** Lets a page in once it is known who is there and in which workspace. */
export function WorkspaceGate() {
  const { workspace } = useParams({ from: '/w/$workspace' });
  const me = useQuery(meQuery);
  const view = useQuery({ ...workspaceQuery(workspace), enabled: me.isSuccess });
  const signedIn = me.isSuccess;
  const delayKnown = useDelayKnown(workspace, signedIn);
  useEffect(() => (signedIn ? changes.follow(workspace) : undefined), [signedIn, workspace]);
  return (
    <Loaded query={me} skeleton={<ShellSkeleton />}>
      {(me) => (
        <Loaded
          query={view}
          skeleton={<ShellSkeleton />}
          failed={(error, again) => <Failure error={error} again={again} wholePage />}
        >
          {(view) =>
            delayKnown ? <Inside me={me} workspace={workspace} view={view} /> : <ShellSkeleton />
          }
        </Loaded>
      )}
    </Loaded>
  );
}

function Inside({ me, workspace, view }: { me: Me; workspace: string; view: WorkspaceView }) {
  useEffect(() => rememberWorkspace(view.key), [view.key]);
  const here = useMemo(() => hereOf(me, workspace, view), [me, workspace, view]);
  return (
    <HereContext value={here}>
      <Shell me={me}>{view.heldSince === undefined ? <Outlet /> : <HeldPage view={view} />}</Shell>
    </HereContext>
  );
}

function hereOf(me: Me, workspace: string, view: WorkspaceView): Here {
  const held: HeldWorkspace | undefined = me.workspaces.find(({ id }) => id === view.id);
  return {
    workspace,
    name: view.name,
    // Who runs the installation may do everything, in workspaces that they do not hold too.
    role: me.installationAdmin ? 'admin' : (held?.role ?? 'viewer'),
    personalData: held?.personalData ?? false,
    timezone: view.timezone,
    collector: me.collectorUrl,
    clockOffset: millisecondsOf(view.clockOffset),
  };
}
