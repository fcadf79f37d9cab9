import {
  IconActivity,
  IconArrowsRight,
  IconBell,
  IconBroadcast,
  IconDatabase,
  IconFingerprint,
  IconHeartbeat,
  IconHome,
  IconInbox,
  IconKey,
  IconListDetails,
  IconPlugConnected,
  IconTable,
  IconUserSearch,
  IconUsersGroup,
  IconVocabulary,
} from '@tabler/icons-react';

/** The pages of a workspace, as the rail and the command palette show them. */
export const navigation = [
  {
    group: null,
    pages: [
      { page: 'home', to: '/w/$workspace', icon: IconHome },
      { page: 'events', to: '/w/$workspace/events', icon: IconBroadcast },
    ],
  },
  {
    group: 'people',
    pages: [
      { page: 'profiles', to: '/w/$workspace/profiles', icon: IconUserSearch },
      { page: 'identity', to: '/w/$workspace/identity', icon: IconFingerprint },
    ],
  },
  {
    group: 'audiences',
    pages: [
      { page: 'audiences', to: '/w/$workspace/audiences', icon: IconUsersGroup },
      { page: 'dictionary', to: '/w/$workspace/dictionary', icon: IconVocabulary },
    ],
  },
  {
    group: 'data',
    pages: [
      { page: 'sources', to: '/w/$workspace/sources', icon: IconActivity },
      { page: 'connections', to: '/w/$workspace/connections', icon: IconDatabase },
      { page: 'models', to: '/w/$workspace/models', icon: IconTable },
    ],
  },
  {
    group: 'activation',
    pages: [
      { page: 'destinations', to: '/w/$workspace/destinations', icon: IconPlugConnected },
      { page: 'syncs', to: '/w/$workspace/syncs', icon: IconArrowsRight },
      { page: 'inbox', to: '/w/$workspace/inbox', icon: IconInbox },
      { page: 'deliveries', to: '/w/$workspace/deliveries', icon: IconListDetails },
    ],
  },
  {
    group: 'workspace',
    pages: [
      { page: 'pipeline', to: '/w/$workspace/pipeline', icon: IconHeartbeat },
      { page: 'alerts', to: '/w/$workspace/alerts', icon: IconBell },
      { page: 'team', to: '/w/$workspace/team', icon: IconKey },
    ],
  },
] as const;
