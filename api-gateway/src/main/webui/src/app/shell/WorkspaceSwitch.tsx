import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector, IconSettings } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Me } from '@/api/generated/model';
import { MenuLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import classes from './WorkspaceSwitch.module.css';

interface Props {
  me: Me;
  narrow: boolean;
  /** @param from what gets the focus back */
  onCreate: (from: HTMLElement | null) => void;
}

/** Which workspace this is, and the others that the person holds. */
export function WorkspaceSwitch({ me, narrow, onCreate }: Props) {
  const { t } = useTranslation();
  const { name, workspace } = useHere();
  const navigate = useNavigate();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Menu position="bottom-start" width={240} shadow="sm" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Tooltip label={name} position="right" disabled={!narrow}>
          <UnstyledButton ref={button} className={classes.switch} data-narrow={narrow}>
            <span className={classes.initial} aria-hidden>
              {name.slice(0, 1).toUpperCase()}
            </span>
            <span className="sr-only">{t('shell.workspace')} </span>
            <span className={classes.name}>{name}</span>
            <IconSelector size={15} aria-hidden className={classes.arrows} />
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.workspaces')}</Menu.Label>
        {me.workspaces.map(({ id, key, name, role }) => (
          <Menu.Item
            key={id}
            leftSection={
              <IconCheck
                size={15}
                aria-hidden
                visibility={key === workspace || id === workspace ? 'visible' : 'hidden'}
              />
            }
            aria-current={key === workspace || id === workspace || undefined}
            onClick={() => void navigate({ to: '/w/$workspace', params: { workspace: key } })}
          >
            {name}
            <span className={classes.role}>{t(`roles.${role}`)}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <MenuLink
          to="/w/$workspace/team"
          params={{ workspace }}
          search={{ tab: 'workspace' }}
          leftSection={<IconSettings size={15} aria-hidden />}
        >
          {t('workspace.settingsOf')}
        </MenuLink>
        {me.installationAdmin && (
          <Menu.Item
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => onCreate(button.current)}
          >
            {t('workspace.create')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
