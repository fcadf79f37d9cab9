import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Me } from '@/api/generated/model';
import { NotLive } from '@/components/feedback/NotLive';
import { LaterDrawer } from '@/components/later/LaterDrawer';
import { CrumbSlot } from '@/components/page/crumbSlot';
import { forgetOld } from '@/features/pending/kept';
import { DataDelayNotice } from '@/features/pipeline/DataDelayNotice';
import { NewWorkspace } from '@/features/workspaces/NewWorkspace';
import { useTranslation } from '@/texts/useTranslation';
import { useLaterPalette } from './LaterPalette';
import { Rail } from './Rail';
import classes from './Shell.module.css';
import { TopBar } from './TopBar';

/** What stands around every page of a workspace. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useTranslation();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [drawer, { open, close }] = useDisclosure(false);
  const [narrow, setNarrow] = useLocalStorage({
    key: 'tributary.rail-narrow',
    defaultValue: false,
  });
  const [creating, setCreating] = useState(false);
  const palette = useLaterPalette(me);
  const main = useFocusOnNavigation(close);
  useEffect(() => forgetOld(window.localStorage, Date.now()), []);
  const createdFrom = useRef<HTMLElement>(null);
  const createWorkspace = (from: HTMLElement | null) => {
    createdFrom.current = from;
    close();
    setCreating(true);
  };
  const doNotCreate = () => {
    setCreating(false);
    // The button in the drawer is gone with the drawer.
    (createdFrom.current?.isConnected ? createdFrom : main).current?.focus();
  };

  return (
    <CrumbSlot value={slot}>
      <a href="#main" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <div className={classes.shell} data-narrow={narrow}>
        <div className={classes.rail}>
          <Rail me={me} narrow={narrow} onNarrow={setNarrow} onCreateWorkspace={createWorkspace} />
        </div>
        <LaterDrawer
          opened={drawer}
          onClose={close}
          size={264}
          padding={0}
          title={t('shell.menu')}
          closeButtonProps={{ 'aria-label': t('shell.close') }}
          classNames={{ header: classes.drawerHeader }}
        >
          <Rail me={me} narrow={false} onCreateWorkspace={createWorkspace} />
        </LaterDrawer>
        <div className={classes.column}>
          <TopBar me={me} onMenu={open} palette={palette} crumbs={setSlot} />
          <main id="main" ref={main} tabIndex={-1} className={classes.main}>
            <NotLive />
            <DataDelayNotice />
            {children}
          </main>
        </div>
      </div>
      <NewWorkspace opened={creating} onClose={doNotCreate} />
      {palette.shown}
    </CrumbSlot>
  );
}

/** After a step to another page the keyboard, and a screen reader, go on there. */
function useFocusOnNavigation(onNavigation: () => void) {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== undefined && before.current !== path) {
      onNavigation();
      main.current?.focus({ preventScroll: true });
    }
    before.current = path;
  }, [path, onNavigation]);
  return main;
}
