import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Me } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import classes from './WorkspaceSwitch.module.css';

/** Which workspace this is, and the others that the person holds. */
export function WorkspaceSwitch({ me, narrow }: { me: Me; narrow: boolean }) {
  const { t } = useTranslation();
  const { name, workspace } = useHere();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-start" width={240} shadow="sm" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Tooltip label={name} position="right" disabled={!narrow}>
          <UnstyledButton className={classes.switch} data-narrow={narrow}>
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
      </Menu.Dropdown>
    </Menu>
  );
}
