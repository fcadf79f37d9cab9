import { eventOf, type GroupNode, type RuleNode } from '../rule/model';
import { read } from '../rule/read';
import type { Subject } from '../vocabulary/subject';
import { TEMPLATES, type TemplateId } from './templateId';
import templates from './templates.json';

/** The rule to begin with; each time a new one. */
export function ruleOf(template: TemplateId): GroupNode {
  return read(templates[template]);
}

/** The templates for which all is there that they ask for: the others would find nobody. */
export function offered(known: readonly Subject[]): TemplateId[] {
  return TEMPLATES.filter((template) => isKnown(ruleOf(template), known));
}

function isKnown(node: RuleNode, known: readonly Subject[]): boolean {
  switch (node.kind) {
    case 'group':
      return node.nodes.every((each) => isKnown(each, known));
    case 'trait':
      return known.some((each) => each.kind === 'trait' && each.trait === node.trait);
    case 'event': {
      const { call, event } = eventOf(node);
      return known.some(
        (each) => each.kind === 'event' && each.call === call && each.event === event,
      );
    }
    case 'audience':
      return known.some((each) => each.kind === 'audience' && each.id === node.audience);
  }
}
