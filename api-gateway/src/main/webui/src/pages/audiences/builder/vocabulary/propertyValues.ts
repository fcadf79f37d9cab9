import type { CatalogueValues, CatalogueValuesRequest } from '@/api/generated/model';
import type { PropertySubject, PropertyValueSubject } from './subject';

/** Fewer letters are in too many values. */
export const SHORTEST_VALUE = 3;

/** Each property is a read of many events, so only the most frequent ones are searched. */
const PLACES = 10;

/** As many values as a user compares. */
const VALUES = 3;

type Read = (request: CatalogueValuesRequest) => Promise<CatalogueValues>;

/**
 * Texts in properties of events that contain what is searched for. One property is read after the
 * other, and none after a value that is exactly the text.
 */
export async function valuesInProperties(
  search: string,
  properties: readonly PropertySubject[],
  read: Read,
): Promise<PropertyValueSubject[]> {
  const found: PropertyValueSubject[] = [];
  for (const place of placesOf(properties)) {
    const { call, event, property } = place;
    const { data } = await read({
      call,
      event: event ?? undefined,
      property,
      search,
      limit: VALUES,
    });
    for (const { value, events = 0 } of data) {
      if (typeof value === 'string') {
        const type = place.types.includes('list') ? 'list' : 'text';
        found.push({ kind: 'propertyValue', call, event, property, type, value, events });
      }
    }
    if (found.some(({ value }) => value.toLocaleLowerCase() === search.toLocaleLowerCase())) {
      break;
    }
  }
  return found;
}

/** Properties that have texts: first those of named events, because a page has many more visits. */
function placesOf(properties: readonly PropertySubject[]): PropertySubject[] {
  const tracked = ({ call }: PropertySubject) => Number(call === 'track');
  return properties
    .filter(({ types }) => types.includes('text') || types.includes('list'))
    .filter((each) => !properties.some((other) => isPart(other, each)))
    .toSorted((a, b) => tracked(b) - tracked(a) || b.events - a.events)
    .slice(0, PLACES);
}

/** The values of a list of objects are in its parts. */
function isPart(part: PropertySubject, of: PropertySubject): boolean {
  return (
    part.call === of.call && part.event === of.event && part.property.startsWith(`${of.property}.`)
  );
}
