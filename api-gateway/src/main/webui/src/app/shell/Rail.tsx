import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Me } from '@/api/generated/model';
import { AlertCount } from '@/components/counts/AlertCount';
import { ApprovalCount } from '@/components/counts/ApprovalCount';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Logo } from './Logo';
import { navigation } from './navigation';
import classes from './Rail.module.css';
import { WorkspaceSwitch } from './WorkspaceSwitch';

interface Props {
  me: Me;
  narrow: boolean;
  onNarrow?: (narrow: boolean) => void;
  /** @param from what gets the focus back */
  onCreateWorkspace: (from: HTMLElement | null) => void;
}

/** The pages that there are, and the workspace that they are of. */
export function Rail({ me, narrow, onNarrow, onCreateWorkspace }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const Chevrons = narrow ? IconChevronsRight : IconChevronsLeft;
  return (
    <nav aria-label={t('shell.pages')} className={classes.rail} data-narrow={narrow}>
      <div className={classes.head}>
        <Link
          to="/w/$workspace"
          params={{ workspace }}
          className={classes.logo}
          aria-label="Tributary"
        >
          <Logo /> <span className={classes.word}>Tributary</span>
        </Link>
        <WorkspaceSwitch me={me} narrow={narrow} onCreate={onCreateWorkspace} />
      </div>
      <div className={classes.pages}>
        {navigation.map(({ group, pages }) => (
          <ul key={group} aria-label={group ? t(`nav.groups.${group}`) : undefined}>
            {group && (
              <li className={classes.group} aria-hidden>
                {t(`nav.groups.${group}`)}
              </li>
            )}
            {pages.map(({ page, to, icon: Icon }) => (
              <li key={page}>
                <Tooltip label={t(`nav.${page}`)} position="right" disabled={!narrow}>
                  <Link
                    to={to}
                    params={{ workspace }}
                    className={classes.page}
                    activeOptions={{ exact: page === 'home', includeSearch: false }}
                    activeProps={{ 'aria-current': 'page' }}
                    aria-label={narrow ? t(`nav.${page}`) : undefined}
                  >
                    <Icon size={17} stroke={1.7} aria-hidden />
                    <span className={classes.word}>{t(`nav.${page}`)}</span>
                    {page === 'alerts' && <AlertCount />}
                    {page === 'team' && <ApprovalCount />}
                  </Link>
                </Tooltip>
              </li>
            ))}
          </ul>
        ))}
      </div>
      {onNarrow && (
        <UnstyledButton
          className={classes.page}
          onClick={() => onNarrow(!narrow)}
          aria-label={t(narrow ? 'shell.widen' : 'shell.narrow')}
        >
          <Chevrons size={17} stroke={1.7} aria-hidden />
          <span className={classes.word}>{t('shell.narrow')}</span>
        </UnstyledButton>
      )}
    </nav>
  );
}
