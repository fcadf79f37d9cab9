import type { Source } from '@/api/generated/model';

/** The web shop, which sends events from the browser. */
export const web: Source = {
  id: 'src_1',
  key: 'web',
  name: 'Web shop',
  kind: 'browser',
  enabled: true,
  eventsPerSecond: 7,
  writeKeys: [],
  createdAt: '2026-03-02T09:00:00Z',
  updatedAt: '2026-03-02T09:00:00Z',
};
