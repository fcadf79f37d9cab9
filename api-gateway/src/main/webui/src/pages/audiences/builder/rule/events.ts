import type { RuleNode } from './model';

/** Whether two conditions of a rule are about events, so that users may expect an order of them. */
export function comparesEvents(rule: RuleNode): boolean {
  return eventsIn(rule) > 1;
}

function eventsIn(node: RuleNode): number {
  switch (node.kind) {
    case 'event':
      return 1;
    case 'group':
      return node.nodes.reduce((events, each) => events + eventsIn(each), 0);
    case 'trait':
    case 'consent':
    case 'audience':
      return 0;
  }
}
