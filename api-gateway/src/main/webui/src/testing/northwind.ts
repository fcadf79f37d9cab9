import type { HeldWorkspace, Me, Member, WorkspaceView } from '@/api/generated/model';

/** The workspace that tests of pages open, and who is signed in. */
export const workspace: WorkspaceView = {
  id: 'wsp_1',
  key: 'northwind',
  name: 'Northwind',
  kind: 'test',
  timezone: 'Europe/Amsterdam',
  defaultRegion: 'NL',
  clockOffset: 'PT0S',
  unknownConsentAllows: [],
  createdAt: '2026-03-01T09:00:00Z',
  updatedAt: '2026-03-01T09:00:00Z',
  version: 1,
};

export const EMPTY_PAGE = { data: [], nextCursor: null };

export function pageOf<T>(...data: T[]): { data: T[]; nextCursor: null } {
  return { data, nextCursor: null };
}

export function me(rights: Partial<Pick<HeldWorkspace, 'role' | 'personalData'>>): Me {
  const { id, key, name } = workspace;
  return {
    name: 'ada',
    collectorUrl: 'https://collect.example',
    installationAdmin: false,
    tokenExpiresAt: '2026-03-02T09:05:00Z',
    workspaces: [{ id, key, name, role: 'admin', personalData: true, ...rights }],
  };
}

export const ada: Member = {
  id: 'mbr_1',
  name: 'Ada Visser',
  username: 'ada',
  email: 'ada@northwind.example',
  role: 'admin',
  personalData: true,
  invited: false,
};
