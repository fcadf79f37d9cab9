import type { Rule } from '@/api/generated/model';

/** The traits that a rule of an audience asks for, each once, also if it only asks whether a trait is known. */
export const testedTraits = (rule: Rule) => tested(rule, 'trait');

/** The properties of events that a rule of an audience asks for, each once. */
export const testedProperties = (rule: Rule) => tested(rule, 'property');

function tested(rule: Rule, of: 'trait' | 'property'): string[] {
  const found = new Set<string>();
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    const name = (node as Record<string, unknown>)[of];
    if (typeof name === 'string') {
      found.add(name);
    }
    Object.values(node).forEach(visit);
  };
  visit(rule);
  return [...found];
}

/**
 * Those of the traits that are personal, sensitive or not classified. A path such as `address.city` may be a part of the
 * trait `address` or a trait itself: one of the two that is harmless is enough here.
 */
export function notHarmless(traits: readonly string[], harmless: ReadonlySet<string>): string[] {
  return traits.filter((trait) => {
    const parts = trait.split('.');
    return !parts.some((_, index) => harmless.has(parts.slice(0, index + 1).join('.')));
  });
}
