import { useMantineColorScheme } from '@mantine/core';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconActivity,
  IconArrowsRight,
  IconBell,
  IconDatabase,
  IconHistory,
  IconMoon,
  IconPlugConnected,
  IconPlus,
  IconSun,
  IconSwitchHorizontal,
  IconTable,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { connectionsQuery, modelsQuery } from '@/api/dataQueries';
import type { Me } from '@/api/generated/model';
import { may } from '@/api/may';
import { audiencesQuery, destinationsQuery, sourcesQuery, syncsQuery } from '@/api/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { creations } from './creations';
import { navigation } from './navigation';

interface PaletteObject {
  id: string;
  key: string;
  name: string;
}

/** The addresses of objects with alert rules. */
const ALERTABLE = /\/(audiences|models|sources|syncs)\/[^/]+\/?$/;

/** What the palette offers besides a person. Objects are read when it is opened first. */
export function usePaletteActions(me: Me, opened: boolean): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const { workspace, role } = useHere();
  const navigate = useNavigate();
  const { audience, destination, sync, source, connection, model } = useParams({ strict: false });
  const object = audience ?? destination ?? sync ?? source ?? connection ?? model;
  // Only the page of an object has its alert rules, not the form that edits it.
  const alertable = useLocation({ select: ({ pathname }) => ALERTABLE.test(pathname) });
  const { setColorScheme } = useMantineColorScheme();
  const read = { enabled: opened, refetchInterval: false } as const;
  const audiences = useQuery({ ...audiencesQuery(workspace), ...read }).data?.data ?? [];
  const destinations = useQuery({ ...destinationsQuery(workspace), ...read }).data?.data ?? [];
  const syncs = useQuery({ ...syncsQuery(workspace), ...read }).data?.data ?? [];
  const sources = useQuery({ ...sourcesQuery(workspace), ...read }).data?.data ?? [];
  const connections = useQuery({ ...connectionsQuery(workspace), ...read }).data?.data ?? [];
  const models = useQuery({ ...modelsQuery(workspace), ...read }).data?.data ?? [];

  const objects = (named: PaletteObject[], Icon: typeof IconPlus, open: (id: string) => void) =>
    named.map(({ id, key, name }) => ({
      id,
      label: name,
      keywords: [key, id],
      leftSection: <Icon size={18} aria-hidden />,
      onClick: () => open(id),
    }));

  return [
    {
      group: t('palette.pages'),
      actions: [
        ...navigation.flatMap(({ pages }) =>
          pages.map(({ page, to, icon: Icon }) => ({
            id: page,
            label: t(`nav.${page}`),
            leftSection: <Icon size={18} aria-hidden />,
            onClick: () => void navigate({ to, params: { workspace } }),
          })),
        ),
        ...(may(role, 'listAudit').allowed
          ? [
              {
                id: 'administration-log',
                label: t('administration.tab'),
                keywords: t('palette.words.administration'),
                leftSection: <IconHistory size={18} aria-hidden />,
                onClick: () =>
                  void navigate({
                    to: '/w/$workspace/team',
                    params: { workspace },
                    search: { tab: 'administration' },
                  }),
              },
            ]
          : []),
      ],
    },
    {
      group: t('nav.audiences'),
      actions: objects(
        audiences,
        IconUsersGroup,
        (audience) =>
          void navigate({
            to: '/w/$workspace/audiences/$audience',
            params: { workspace, audience },
          }),
      ),
    },
    {
      group: t('nav.destinations'),
      actions: objects(
        destinations,
        IconPlugConnected,
        (destination) =>
          void navigate({
            to: '/w/$workspace/destinations/$destination',
            params: { workspace, destination },
          }),
      ),
    },
    {
      group: t('nav.syncs'),
      actions: objects(
        syncs,
        IconArrowsRight,
        (sync) => void navigate({ to: '/w/$workspace/syncs/$sync', params: { workspace, sync } }),
      ),
    },
    {
      group: t('nav.sources'),
      actions: objects(
        sources,
        IconActivity,
        (source) =>
          void navigate({ to: '/w/$workspace/sources/$source', params: { workspace, source } }),
      ),
    },
    {
      group: t('nav.connections'),
      actions: objects(
        connections,
        IconDatabase,
        (connection) =>
          void navigate({
            to: '/w/$workspace/connections/$connection',
            params: { workspace, connection },
          }),
      ),
    },
    {
      group: t('nav.models'),
      actions: objects(
        models,
        IconTable,
        (model) =>
          void navigate({ to: '/w/$workspace/models/$model', params: { workspace, model } }),
      ),
    },
    {
      group: t('palette.actions'),
      actions: [
        ...(object
          ? [
              {
                id: 'history',
                label: t('history.openOf'),
                leftSection: <IconHistory size={18} aria-hidden />,
                onClick: () =>
                  void navigate({
                    to: '.',
                    search: (before) => ({ ...before, history: 'all' }),
                    replace: true,
                  }),
              },
            ]
          : []),
        ...((audience ?? sync ?? source ?? model) &&
        alertable &&
        may(role, 'createAlertRule').allowed
          ? [
              {
                id: 'create-alert-rule',
                label: t('alertRules.add'),
                keywords: t('palette.words.alertRule'),
                leftSection: <IconBell size={18} aria-hidden />,
                onClick: () =>
                  void navigate({
                    to: '.',
                    search: (before) => ({ ...before, alerts: 'new' }),
                    replace: true,
                  }),
              },
            ]
          : []),
        ...creations
          .filter(({ by }) => may(role, by).allowed)
          .map((creation) => ({
            id: `create-${creation.id}`,
            label: t(creation.label),
            keywords: t(`palette.words.${creation.id}`),
            leftSection: <IconPlus size={18} aria-hidden />,
            onClick: () =>
              void navigate({
                to: creation.to,
                params: { workspace },
                search: 'search' in creation ? creation.search : {},
              }),
          })),
        {
          id: 'theme-light',
          label: t('palette.light'),
          leftSection: <IconSun size={18} aria-hidden />,
          onClick: () => setColorScheme('light'),
        },
        {
          id: 'theme-dark',
          label: t('palette.dark'),
          leftSection: <IconMoon size={18} aria-hidden />,
          onClick: () => setColorScheme('dark'),
        },
        ...me.workspaces
          .filter(({ id, key }) => id !== workspace && key !== workspace)
          .map(({ id, key, name }) => ({
            id,
            label: t('palette.goTo', { name }),
            leftSection: <IconSwitchHorizontal size={18} aria-hidden />,
            onClick: () => void navigate({ to: '/w/$workspace', params: { workspace: key } }),
          })),
      ],
    },
  ];
}
