import { expect, test } from 'vitest';
import type { StageStatus } from '@/api/generated/model';
import { stage } from '@/testing/pipeline';
import { stageState } from './stageState';

const NOW = '2026-03-01T10:00:00Z';
const EARLIER = '2026-03-01T09:40:00Z';

const identity = (differs: Partial<StageStatus>) => stage('identity', differs);

const PARTITION = { topic: 'events', partition: 3, offset: 24_365, since: EARLIER };

test('the worst of a stage is said', () => {
  const behind = { behind: { events: 4 }, behindSince: EARLIER };
  expect(stageState(identity({}), NOW)).toBe('ok');
  expect(stageState(identity(behind), NOW)).toBe('behind');
  expect(stageState(identity({ behind: { events: 4 } }), NOW)).toBe('unknown');
  expect(stageState(identity({ ...behind, standing: [PARTITION] }), NOW)).toBe('stopped');
  expect(stageState(identity({ ...behind, standing: [PARTITION], reachable: false }), NOW)).toBe(
    'away',
  );
});
