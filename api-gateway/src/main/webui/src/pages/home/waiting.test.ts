import { expect, test } from 'vitest';
import type { Model, Run } from '@/api/generated/model';
import { isDecision, waitingForYou } from './waiting';

const model = (name: string, state?: Run['state']) =>
  ({ name, lastRun: state ? { id: name, state } : null }) as Model;

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
