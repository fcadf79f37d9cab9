import { expect, test } from 'vitest';
import { comparesEvents } from './events';
import { newAudience, newEvent, newGroup } from './model';

const ordered = newEvent('track', 'Order Completed');
const opened = newEvent('track', 'Ticket Opened');

test('a rule with one event compares no events', () => {
  expect(comparesEvents(newGroup('all', [ordered, newAudience('aud_1')]))).toBe(false);
});

test('two events may be expected in an order, in whichever groups they are', () => {
  expect(comparesEvents(newGroup('all', [ordered, opened]))).toBe(true);
  expect(comparesEvents(newGroup('all', [ordered, newGroup('any', [opened])]))).toBe(true);
});
