import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Decisions, HOLD_MS } from './decisions';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('sends a decision once it can no longer be taken back', async () => {
  const decisions = new Decisions();
  const send = vi.fn(async () => {});
  decisions.hold('sug_1', 'merge', send);
  await vi.advanceTimersByTimeAsync(HOLD_MS - 1);
  expect(send).not.toHaveBeenCalled();
  expect(decisions.latest()).toMatchObject({ id: 'sug_1', outcome: 'merge', step: 'held' });
  await vi.advanceTimersByTimeAsync(1);
  expect(send).toHaveBeenCalledOnce();
  expect(decisions.latest()).toBeUndefined();
  expect(decisions.all().get('sug_1')?.step).toBe('sent');
  expect(decisions.undo('sug_1')).toBe(false);
});

it('takes back the latest, then the one before', async () => {
  const decisions = new Decisions();
  const send = vi.fn(async () => {});
  decisions.hold('sug_1', 'merge', send);
  decisions.hold('sug_2', 'keep-apart', send);
  expect(decisions.latest()?.id).toBe('sug_2');
  expect(decisions.undo('sug_2')).toBe(true);
  expect(decisions.latest()?.id).toBe('sug_1');
  expect(decisions.undo('sug_1')).toBe(true);
  await vi.advanceTimersByTimeAsync(HOLD_MS);
  expect(send).not.toHaveBeenCalled();
  expect(decisions.all().size).toBe(0);
});

it('sends at once what is held when the page goes, and only once', async () => {
  const decisions = new Decisions();
  const send = vi.fn(async () => {});
  decisions.hold('sug_1', 'merge', send);
  decisions.sendAll();
  await vi.advanceTimersByTimeAsync(HOLD_MS);
  expect(send).toHaveBeenCalledOnce();
});

it('keeps why it was refused, until it is decided again', async () => {
  const decisions = new Decisions();
  decisions.hold('sug_1', 'merge', () => Promise.reject(new Error('Settled already')));
  await vi.advanceTimersByTimeAsync(HOLD_MS);
  expect(decisions.all().get('sug_1')).toMatchObject({
    step: 'refused',
    error: new Error('Settled already'),
  });
  decisions.hold('sug_1', 'keep-apart', async () => {});
  expect(decisions.all().get('sug_1')).toMatchObject({ step: 'held', error: null });
});

it('keeps what was sent, however long the rest takes, so that it is never open again', async () => {
  const decisions = new Decisions();
  decisions.hold('sug_1', 'merge', async () => {});
  await vi.advanceTimersByTimeAsync(HOLD_MS + 3_600_000);
  expect(decisions.all().get('sug_1')?.step).toBe('sent');
});

it('tells whoever listens, and nobody who has stopped', () => {
  const decisions = new Decisions();
  const listener = vi.fn();
  const stop = decisions.subscribe(listener);
  decisions.hold('sug_1', 'merge', async () => {});
  expect(listener).toHaveBeenCalledOnce();
  const all = decisions.all();
  expect(decisions.all()).toBe(all);
  stop();
  decisions.undo('sug_1');
  expect(listener).toHaveBeenCalledOnce();
});
