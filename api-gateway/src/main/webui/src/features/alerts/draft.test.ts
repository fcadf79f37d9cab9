import { describe, expect, it } from 'vitest';
import type { AlertRule } from '@/api/generated/model';
import { draftOf, newDraft, requestOf, roughTimeOf, thresholdOf, timeOf } from './draft';

const rule: AlertRule = {
  id: 'alr_1',
  name: 'Web shop is silent',
  named: true,
  kind: 'silence',
  objectKind: 'source',
  object: 'src_1',
  objectName: 'Web shop',
  threshold: 180,
  current: 12,
  channels: ['email'],
  notSent: [],
  enabled: true,
  version: 1,
  createdAt: '2026-03-02T09:00:00Z',
  updatedAt: '2026-03-02T09:00:00Z',
};

describe('an alert rule as it is typed', () => {
  it('has its time in the largest whole unit', () => {
    expect(draftOf(rule)).toMatchObject({ amount: 3, unit: 'hours' });
    expect(timeOf(2_880)).toEqual({ amount: 2, unit: 'days' });
    expect(timeOf(90)).toEqual({ amount: 90, unit: 'minutes' });
    expect(thresholdOf(draftOf(rule))).toBe(180);
  });

  it('has no threshold without a whole number', () => {
    const draft = newDraft('size-below', []);
    expect(thresholdOf(draft)).toBeNull();
    expect(thresholdOf({ ...draft, amount: '1.5' })).toBeNull();
    expect(thresholdOf({ ...draft, amount: 0 })).toBe(0);
    expect(thresholdOf({ ...draft, amount: 250, unit: 'days' })).toBe(250);
  });

  it('has no name of its own if none is typed, so that the condition is its name', () => {
    const draft = { ...newDraft('size-below', ['slack']), name: ' ' };
    const rest = { object: 'aud_1', enabled: true, threshold: 5 };
    expect(requestOf(draft, rest)).toEqual({
      name: null,
      kind: 'size-below',
      object: 'aud_1',
      threshold: 5,
      channels: ['slack'],
      enabled: true,
    });
  });

  it('does not take the condition of a rule without a name for its name', () => {
    const unnamed = { ...rule, named: false, name: 'No event for 3 hours' };
    expect(draftOf(unnamed).name).toBe('');
    expect(draftOf(rule).name).toBe('Web shop is silent');
  });

  it('says elapsed time in units of which there are two', () => {
    expect(roughTimeOf(119)).toEqual({ amount: 119, unit: 'minutes' });
    expect(roughTimeOf(187)).toEqual({ amount: 3, unit: 'hours' });
    expect(roughTimeOf(5_000)).toEqual({ amount: 3, unit: 'days' });
  });
});
