import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Me } from '@/api/generated/model';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { signOut as endSession } from './signOut';
import classes from './UserMenu.module.css';

const SCHEMES = ['auto', 'light', 'dark'] as const;

export function UserMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { role } = useHere();
  const tell = useTell();
  const signOut = useMutation({
    mutationFn: endSession,
    onError: ({ message }) => tell({ color: 'red', title: t('user.signOutFailed'), message }),
  });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={260} shadow="sm" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <UnstyledButton className={classes.user}>
          {me.name.slice(0, 2).toUpperCase()} <span className="sr-only">{t('user.menu')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{me.name}</strong>
          <span>{t(`roles.${role}`)}</span>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('user.theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(schemeOf(scheme))}
        >
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`user.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => signOut.mutate()}
        >
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function schemeOf(chosen: string) {
  return SCHEMES.find((scheme) => scheme === chosen) ?? 'auto';
}
