import { describe, expect, test } from 'vitest';
import type { DestinationBudgets, SyncProgress, SyncRun } from '@/api/generated/model';
import { doneShare, heldUntil, leftAtRate, notArrived, phaseOf } from './progress';

const RUN: SyncRun = {
  id: 'run_1',
  state: 'done',
  seen: 1_000,
  changed: 400,
  skipped: null,
  problem: null,
  startedAt: '2026-03-02T09:00:00Z',
  endedAt: '2026-03-02T09:05:00Z',
};

const progress = (differs: Partial<SyncProgress>): SyncProgress => ({
  asOf: '2026-03-02T10:00:00Z',
  run: RUN,
  counts: {},
  approximate: false,
  arrivedLastMinute: 0,
  waits: [],
  complete: true,
  ...differs,
});

describe('the phase', () => {
  test('of a sync without a run and without deliveries is none', () => {
    expect(phaseOf(progress({ run: undefined }), 'active')).toBe('none');
  });

  test('is reading before it is sending, and stopped before both', () => {
    const reads = progress({ run: { ...RUN, state: 'running' }, counts: { pending: 3 } });
    expect(phaseOf(reads, 'active')).toBe('reading');
    expect(phaseOf(reads, 'paused')).toBe('stopped');
    expect(phaseOf(progress({ counts: { submitted: 1 } }), 'active')).toBe('sending');
    expect(phaseOf(progress({ counts: { 'in-flight': 1 } }), 'active')).toBe('sending');
  });

  test('of a run that ended says with which exceptions', () => {
    expect(phaseOf(progress({ counts: { delivered: 3 } }), 'active')).toBe('done');
    for (const state of ['rejected', 'dead', 'uncertain']) {
      expect(phaseOf(progress({ counts: { [state]: 1 } }), 'active')).toBe('exceptions');
    }
    const skipped = { ...RUN, skipped: { rows: 1, first: 'rows-1 at offset 2' } };
    expect(phaseOf(progress({ run: skipped }), 'active')).toBe('exceptions');
    for (const state of ['failed', 'cancelled', 'superseded'] as const) {
      expect(phaseOf(progress({ run: { ...RUN, state } }), 'active')).toBe(state);
    }
  });
});

test('rounded numbers, which leave out small ones, never say that nothing waits', () => {
  expect(phaseOf(progress({ approximate: true }), 'active')).toBe('ended');
  expect(phaseOf(progress({ approximate: true, run: undefined }), 'active')).toBe('noneRounded');
  const waits = [{ state: 'pending' as const, count: 1, due: 1 }];
  expect(phaseOf(progress({ waits }), 'active')).toBe('sending');
});

test('a delivery without an answer is not one that did not arrive', () => {
  expect(notArrived({ rejected: 2, dead: 1, uncertain: 4 })).toBe(3);
});

describe('the share that is done', () => {
  test('is of what the run found', () => {
    expect(doneShare(progress({ counts: { pending: 90, 'in-flight': 10 } }))).toBe(0.75);
    expect(doneShare(progress({}))).toBe(1);
  });

  test('is not known while the total is not, or where other changes come too', () => {
    const pending = { pending: 100 };
    expect(doneShare(progress({ run: { ...RUN, state: 'running' }, counts: pending }))).toBeNull();
    expect(doneShare(progress({ run: undefined, counts: pending }))).toBeNull();
    expect(doneShare(progress({ run: { ...RUN, changed: 0 } }))).toBeNull();
    expect(doneShare(progress({ counts: { pending: 401 } }))).toBeNull();
    expect(doneShare(progress({ counts: pending, approximate: true }))).toBeNull();
  });
});

describe('the time left', () => {
  test('is what is to be sent at the rate of the last minute', () => {
    const counts = { pending: 90, retrying: 30, submitted: 50 };
    expect(leftAtRate(progress({ counts, arrivedLastMinute: 60 }))).toBe(120_000);
  });

  test('is not known without a rate, and there is none without deliveries to send', () => {
    expect(leftAtRate(progress({ counts: { pending: 90 }, arrivedLastMinute: 0 }))).toBeNull();
    const unknown = progress({ counts: { pending: 9 }, arrivedLastMinute: undefined });
    expect(leftAtRate(unknown)).toBeNull();
    expect(leftAtRate(progress({ counts: { submitted: 9 }, arrivedLastMinute: 60 }))).toBeNull();
  });
});

describe('a limit holds the account', () => {
  const budgets = (...until: (string | null)[]): DestinationBudgets => ({
    at: '2026-03-02T10:00:00Z',
    heldUntil: until[0] ?? null,
    budgets: until.slice(1).map((heldUntil, index) => ({
      limit: {
        unit: 'requests',
        scope: index === 0 ? 'account' : 'endpoint',
        name: null,
        amount: 10,
        keptForOthers: 0,
        window: { perSeconds: 10, per: null },
      },
      certainty: 'counted',
      approximate: false,
      current: {
        used: 10,
        rounded: null,
        left: 0,
        reported: null,
        others: null,
        heldUntil,
        beginsAgain: null,
      },
      users: {
        since: '2026-03-02T09:00:00Z',
        syncs: [],
        destinations: [],
        further: 0,
        furtherRounded: null,
        otherWorkspaces: 0,
        otherWorkspacesRounded: null,
        notAssigned: 0,
      },
    })),
  });

  test('until the latest time that is not over', () => {
    const soon = '2026-03-02T10:00:30Z';
    const late = '2026-03-02T11:00:00Z';
    expect(heldUntil(budgets(soon, late))).toBe(late);
    expect(heldUntil(budgets(soon, null))).toBe(soon);
    expect(heldUntil(budgets(null, null, late)), 'of one endpoint only').toBeNull();
    expect(heldUntil(budgets('2026-03-02T09:00:00Z'))).toBeNull();
    expect(heldUntil(undefined)).toBeNull();
  });
});
