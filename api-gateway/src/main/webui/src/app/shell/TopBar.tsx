import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import type { Me } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { DocsLink } from './DocsLink';
import { isMac } from './isMac';
import classes from './TopBar.module.css';
import { UserMenu } from './UserMenu';

interface Props {
  me: Me;
  onMenu: () => void;
  /** The command palette: `soon` before it is likely to be opened. */
  palette: { open: () => void; soon: () => void };
  /** Takes the place where pages put their breadcrumbs. */
  crumbs: (slot: HTMLElement | null) => void;
}

export function TopBar({ me, onMenu, palette, crumbs }: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.bar} aria-label={t('shell.bar')}>
      <ActionIcon
        className={classes.menu}
        variant="subtle"
        color="gray"
        size="lg"
        onClick={onMenu}
        aria-label={t('shell.openMenu')}
      >
        <IconMenu2 size={20} />
      </ActionIcon>
      <div ref={crumbs} className={classes.crumbs} />
      <UnstyledButton
        className={classes.find}
        onClick={palette.open}
        onPointerEnter={palette.soon}
        onFocus={palette.soon}
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes.findWords}>{t('palette.find')}</span>
        <Kbd size="xs" className={classes.keys} aria-hidden>
          {isMac() ? '⌘ K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      <DocsLink />
      <UserMenu me={me} />
    </section>
  );
}
