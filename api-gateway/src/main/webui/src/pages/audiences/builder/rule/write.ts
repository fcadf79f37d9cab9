import { isFinished, isTested } from './finished';
import type {
  Count,
  Distance,
  EventNode,
  GroupNode,
  NodeId,
  RuleNode,
  Test,
  Value,
  Window,
} from './model';

export type Json = { [field: string]: unknown };

export interface Written {
  /** What the API reads; null while no condition is finished. */
  rule: Json | null;
  /** By its place in what was written (RFC 6901), which condition stands there. */
  places: ReadonlyMap<string, NodeId>;
}

/** The rule as the API reads it. What is not finished is left out. */
export function write(root: GroupNode): Written {
  const places = new Map<string, NodeId>();
  return { rule: isFinished(root) ? written(root, '', places) : null, places };
}

function written(node: RuleNode, pointer: string, places: Map<string, NodeId>): Json {
  places.set(pointer, node.id);
  switch (node.kind) {
    case 'group':
      return {
        [node.match]: node.nodes
          .filter(isFinished)
          .map((each, index) => written(each, `${pointer}/${node.match}/${index}`, places)),
      };
    case 'trait':
      return { trait: node.trait, ...writtenTest(node.test) };
    case 'event':
      return writtenEvent(node, pointer, places);
    case 'audience':
      return node.in ? { audience: node.audience } : { audience: node.audience, in: false };
  }
}

function writtenEvent(node: EventNode, pointer: string, places: Map<string, NodeId>): Json {
  const where = node.where
    .filter(({ property, test }) => isTested(property, test))
    .map(({ id, property, test }, index) => {
      places.set(`${pointer}/where/${index}`, id);
      return { property, ...writtenTest(test) };
    });
  return {
    ...(node.call === 'track' ? {} : { call: node.call }),
    ...(node.event === null || node.event === '' ? {} : { event: node.event }),
    ...writtenCount(node.count),
    ...writtenWindow(node.window),
    ...(where.length === 0 ? {} : { where }),
  };
}

function writtenCount(count: Count): Json {
  if (count.kind === 'never') {
    return { did: false };
  }
  return count.kind === 'atLeast' && count.times === 1
    ? {}
    : { count: { [count.kind]: count.times } };
}

function writtenWindow(window: Window): Json {
  switch (window.kind) {
    case 'ever':
      return {};
    case 'last':
      return { window: { last: { ...window.distance } } };
    case 'fixed':
      return {
        window: {
          ...(window.from === '' ? {} : { from: window.from }),
          ...(window.to === '' ? {} : { to: window.to }),
        },
      };
  }
}

function writtenTest({ operator, value, ignoreCase }: Test): Json {
  return {
    operator,
    ...(value.shape === 'none' ? {} : { value: writtenValue(value) }),
    ...(ignoreCase ? { ignoreCase } : {}),
  };
}

function writtenValue(value: Exclude<Value, { shape: 'none' }>): unknown {
  switch (value.shape) {
    case 'one':
      return value.value;
    case 'many':
      return value.values;
    case 'range':
      return [value.low, value.high];
    case 'distance':
      return { ...value.distance } satisfies Distance;
  }
}
