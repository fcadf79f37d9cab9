import { type Call, eventOf, type GroupNode, type RuleNode } from '../rule/model';
import { read } from '../rule/read';
import type { Subject } from '../vocabulary/subject';
import { TEMPLATES, type TemplateId } from './templateId';
import templates from './templates.json';

/** The visits of a site and of an app, which count alike. */
const VISITS: readonly Call[] = ['page', 'screen'];

/** The kinds of visits that nobody has made. */
export function unseenVisits(known: readonly Subject[]): Call[] {
  return VISITS.filter(
    (call) =>
      !known.some((each) => each.kind === 'event' && each.call === call && each.event === null),
  );
}

/**
 * The rule to begin with; each time a new one.
 *
 * @param unseen kinds of visits that the rule leaves out
 */
export function ruleOf(template: TemplateId, unseen: readonly Call[] = []): GroupNode {
  return without(read(templates[template]), unseen);
}

/** A group of which one condition remains is this condition. */
function without(group: GroupNode, visits: readonly Call[]): GroupNode {
  const nodes = group.nodes.flatMap((node): RuleNode[] => {
    switch (node.kind) {
      case 'group': {
        const rest = without(node, visits);
        return rest.nodes.length === 1 && rest.match !== 'none' ? rest.nodes : [rest];
      }
      case 'event': {
        const { call, event } = eventOf(node);
        return event === null && visits.includes(call) ? [] : [node];
      }
      default:
        return [node];
    }
  });
  return { ...group, nodes };
}

/** The templates for which all is there that they ask for: the others would find nobody. */
export function offered(known: readonly Subject[]): TemplateId[] {
  const unseen = unseenVisits(known);
  return TEMPLATES.filter((template) => isKnown(ruleOf(template, unseen), known));
}

function isKnown(node: RuleNode, known: readonly Subject[]): boolean {
  switch (node.kind) {
    case 'group':
      return node.nodes.length > 0 && node.nodes.every((each) => isKnown(each, known));
    case 'trait':
      return known.some((each) => each.kind === 'trait' && each.trait === node.trait);
    case 'event': {
      const { call, event } = eventOf(node);
      return known.some(
        (each) => each.kind === 'event' && each.call === call && each.event === event,
      );
    }
    case 'consent':
      return known.some((each) => each.kind === 'consent' && each.purpose === node.consent);
    case 'audience':
      return known.some((each) => each.kind === 'audience' && each.id === node.audience);
  }
}
