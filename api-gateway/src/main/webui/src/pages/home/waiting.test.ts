import { expect, test } from 'vitest';
import type { DeliveryCauseCount, Destination, Model, Run, Sync } from '@/api/generated/model';
import { alertOf } from '@/testing/alerts';
import { isDecision, waitingForYou } from './waiting';

const model = (name: string, state?: Run['state']) =>
  ({ id: `mdl_${name}`, name, lastRun: state ? { id: name, state } : null }) as Model;
const summary = { identifiers: 1, merges: 0, profiles: 1, waiting: 2 };

test('a model whose newest run is held or failed waits for somebody', () => {
  const models = [
    model('new'),
    model('well', 'succeeded'),
    model('busy', 'running'),
    model('emptied', 'held'),
    model('broken', 'failed'),
  ];
  const waiting = waitingForYou({ models });
  expect(waiting.map(({ kind }) => kind)).toEqual(['heldRun', 'failedRun']);
  expect(waiting.map(isDecision)).toEqual([true, false]);
});

test('each open alert waits, unless another item is about the same problem', () => {
  const silent = alertOf('source-silent', 'src_1');
  const late = alertOf('model-late', 'mdl_late');
  const stopped = alertOf('destination-stopped', 'dst_1');
  const alerts = [
    silent,
    late,
    stopped,
    alertOf('destination-stopped', 'dst_2'),
    alertOf('sync-stopped', 'syn_1'),
    alertOf('run-held', 'emptied'),
    alertOf('may-have-been-sent', 'dst_1'),
    alertOf('model-late', 'mdl_broken'),
  ];
  expect(waitingForYou({ alerts })).toHaveLength(alerts.length);
  const waiting = waitingForYou({
    alerts,
    destinations: [{ id: 'dst_2', state: 'unauthorised' } as Destination],
    syncs: [{ id: 'syn_1', state: 'misconfigured' } as Sync],
    causes: [{ destination: 'dst_1', state: 'uncertain' } as DeliveryCauseCount],
    models: [model('emptied', 'held'), model('broken', 'failed')],
  });
  expect(waiting.flatMap((item) => (item.kind === 'alert' ? [item.alert] : []))).toEqual([
    silent,
    late,
    stopped,
  ]);
});

test('differences of the newest comparison of a sync wait for a decision', () => {
  const drift = { reconciliation: 'run_1', missing: 2, different: 0, at: '2026-03-01T09:00:00Z' };
  const syncs = [
    { id: 'syn_1', state: 'active', drift: null } as unknown as Sync,
    { id: 'syn_2', state: 'active', drift } as Sync,
  ];
  const waiting = waitingForYou({ syncs });
  expect(waiting).toEqual([{ kind: 'drift', sync: syncs[1] }]);
  expect(waiting.map(isDecision)).toEqual([true]);
});

test('the alert about the quarantine takes the place of the inputs, because it counts messages too', () => {
  const alert = alertOf('set-aside', 'quarantine');
  expect(waitingForYou({ summary })).toEqual([{ kind: 'quarantine', count: 2 }]);
  expect(waitingForYou({ summary, alerts: [alert] })).toEqual([{ kind: 'alert', alert }]);
});

test('only what the user can decide waits for a decision', () => {
  const conflicts = { count: 1, more: false };
  const alerts = [alertOf('approval-waits', 'approvals')];
  expect(waitingForYou({ alerts, conflicts, approvals: 0, settles: false })).toEqual([]);
  expect(waitingForYou({ alerts, conflicts, approvals: 1, settles: true })).toEqual([
    { kind: 'approvals', count: 1 },
    { kind: 'conflicts', ...conflicts },
  ]);
});

test('an alert about a decision is a decision, and so are approvals and conflicts', () => {
  const waiting = waitingForYou({
    alerts: [alertOf('source-silent', 'src_1'), alertOf('may-have-been-sent', 'dst_1')],
    approvals: 2,
    conflicts: { count: 1, more: false },
    settles: true,
  });
  expect(waiting.map(isDecision)).toEqual([false, true, true, true]);
  expect(
    waitingForYou({ conflicts: { count: 0, more: false }, approvals: 0, settles: true }),
  ).toEqual([]);
});
