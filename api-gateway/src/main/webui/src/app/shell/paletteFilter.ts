import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';

/** Pages, objects and actions. Many have a word in common, and people come after them. */
const MOST_SHOWN = 12;

/**
 * What the palette shows for a text: names that contain it before other matches, at most twelve, and all people, whom the API
 * has found by it.
 *
 * @param people the name of the group of people
 */
export function paletteFilter(
  query: string,
  groups: readonly SpotlightActionGroupData[],
  people: string,
): SpotlightActionGroupData[] {
  const text = query.trim().toLowerCase();
  const named: Ranked[] = [];
  const related: Ranked[] = [];
  for (const { group, actions } of groups) {
    for (const action of group === people ? [] : actions) {
      if (action.label?.toLowerCase().includes(text)) {
        named.push({ group, action });
      } else if (relatedTo(action, text)) {
        related.push({ group, action });
      }
    }
  }
  const shown = new Map<string, SpotlightActionData[]>();
  for (const { group, action } of [...named, ...related].slice(0, MOST_SHOWN)) {
    shown.set(group, [...(shown.get(group) ?? []), action]);
  }
  return [
    ...[...shown].map(([group, actions]) => ({ group, actions })),
    ...groups.filter(({ group }) => group === people),
  ];
}

interface Ranked {
  group: string;
  action: SpotlightActionData;
}

function relatedTo({ description, keywords }: SpotlightActionData, text: string): boolean {
  return [description ?? '', ...[keywords ?? []].flat()].some((each) =>
    each.toLowerCase().includes(text),
  );
}
