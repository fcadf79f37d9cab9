import { expect, test } from 'vitest';
import { add, addRule, change, find, placeOf, remove } from './edit';
import { historyOf, redone, stepped, undone } from './history';
import { type EventNode, type GroupNode, newEvent, newGroup, type RuleNode } from './model';
import { depth, duplicate, enclose, moveTo, step } from './move';

const [a, b, c] = ['A', 'B', 'C'].map((name) => newEvent('track', name)) as [
  EventNode,
  EventNode,
  EventNode,
];
const inner = newGroup('any', [b, c]);
const root = newGroup('all', [a, inner]);

/** The rule's shape, by the names of its events. */
function shape(node: RuleNode): unknown {
  return node.kind === 'group' ? node.nodes.map(shape) : node.kind === 'event' && node.event;
}

test('a change touches one condition and leaves the others the same objects', () => {
  const next = change<EventNode>(a.id, (node) => ({ ...node, event: 'Z' }))(root);
  expect(shape(next)).toEqual(['Z', ['B', 'C']]);
  expect(next.nodes[1]).toBe(inner);
});

test('what is added and removed', () => {
  const d = newEvent('track', 'D');
  expect(shape(add(inner.id, d, 0)(root))).toEqual(['A', ['D', 'B', 'C']]);
  expect(shape(remove(b.id)(root))).toEqual(['A', ['C']]);
  expect(remove('nothing')(root)).toBe(root);
});

test('moving keeps ids', () => {
  const moved = moveTo(a.id, inner.id, 2)(root);
  expect(shape(moved)).toEqual([['B', 'C', 'A']]);
  expect(find(moved, a.id)).toBe(a);
  expect(placeOf(moved, a.id)?.group.id).toBe(inner.id);
});

test('within its group a place is counted before it left', () => {
  expect(shape(moveTo(b.id, inner.id, 2)(root))).toEqual(['A', ['C', 'B']]);
  expect(shape(moveTo(c.id, inner.id, 0)(root))).toEqual(['A', ['C', 'B']]);
});

test('a group does not move into itself', () => {
  expect(moveTo(inner.id, inner.id, 0)(root)).toBe(root);
  expect(moveTo(root.id, inner.id, 0)(root)).toBe(root);
});

test('steps walk through groups in reading order, and back', () => {
  const walk: unknown[] = [];
  let at: GroupNode = root;
  for (let i = 0; i < 4; i++) {
    at = step(a.id, 'down')(at);
    walk.push(shape(at));
  }
  expect(walk).toEqual([
    [['A', 'B', 'C']],
    [['B', 'A', 'C']],
    [['B', 'C', 'A']],
    [['B', 'C'], 'A'],
  ]);
  for (let i = 0; i < 4; i++) {
    at = step(a.id, 'up')(at);
  }
  expect(shape(at)).toEqual(['A', ['B', 'C']]);
  expect(step(a.id, 'up')(root)).toBe(root);
});

test('groups nest no deeper than the API allows', () => {
  let deep = root;
  for (let i = 0; i < 20; i++) {
    deep = enclose(a.id)(deep);
  }
  expect(depth(deep)).toBe(10);
});

test('a copy has ids of its own', () => {
  const copied = duplicate(inner.id)(root);
  expect(shape(copied)).toEqual(['A', ['B', 'C'], ['B', 'C']]);
  expect(new Set([copied.nodes[1]?.id, copied.nodes[2]?.id]).size).toBe(2);
});

test('steps are undone and redone, and a new one forgets what was undone', () => {
  let history = stepped(stepped(historyOf(1), 2, null), 3, null);
  history = undone(history);
  expect(history.present).toBe(2);
  expect(redone(history).present).toBe(3);
  expect(redone(stepped(history, 4, null)).present).toBe(4);
  expect(undone(undone(undone(history))).present).toBe(1);
});

test('typing in one field is one step', () => {
  const typed = stepped(
    stepped(stepped(historyOf('') as never, 'a' as never, 'f'), 'ab' as never, 'f'),
    'abc' as never,
    'g',
  );
  expect(undone(typed).present).toBe('ab');
  expect(undone(undone(typed)).present).toBe('');
});

test('a rule brings its conditions where a group is empty or matches alike, else it stays one', () => {
  const empty = newGroup('all');
  expect(addRule(empty.id, inner)(empty)).toEqual({ ...empty, match: 'any', nodes: [b, c] });
  const alike = newGroup('any', [a]);
  expect(addRule(alike.id, inner)(alike).nodes).toEqual([a, b, c]);
  const other = newGroup('all', [a]);
  expect(addRule(other.id, inner)(other).nodes).toEqual([a, inner]);
});
