import type {
  CatalogueEventProperty,
  CatalogueFoundPropertyValue,
  CatalogueFoundValue,
} from '@/api/generated/model';
import { calls } from '@/api/generated/ruleGrammar';
import { asRead } from './asRead';
import { countryName } from './countries';
import type { PropertySubject, PropertyValueSubject, Subject, ValueSubject } from './subject';

/** A property of an event of the catalogue; none of calls that rules do not count. */
export function propertySubject({
  call,
  event,
  property,
}: CatalogueEventProperty): PropertySubject[] {
  const ours = calls.find((each) => each === call);
  return ours === undefined
    ? []
    : [
        {
          kind: 'property',
          call: ours,
          event,
          property: property.name,
          types: asRead(property).types,
          events: property.events,
          approximate: property.approximate,
        },
      ];
}

/** A value of a property of an event; none of calls that rules do not count. */
export function propertyValueSubject({
  call,
  type,
  ...found
}: CatalogueFoundPropertyValue): PropertyValueSubject[] {
  const ours = calls.find((each) => each === call);
  return ours === undefined
    ? []
    : [{ kind: 'propertyValue', call: ours, type: type === 'list' ? 'list' : 'text', ...found }];
}

/** A value that was found as the code of a country counts only where countries stand. */
export function valueSubject(
  subjects: readonly Subject[],
  search: string,
  language: string,
): (value: CatalogueFoundValue) => ValueSubject[] {
  return ({ trait, type, value, people }) => {
    const country = holdsCountries(trait, subjects) ? countryName(value, language) : null;
    return country === null && !value.toLocaleLowerCase().includes(search.toLocaleLowerCase())
      ? []
      : [{ kind: 'value', trait, type: type === 'list' ? 'list' : 'text', value, country, people }];
  };
}

function holdsCountries(trait: string, subjects: readonly Subject[]): boolean {
  const named = subjects.find((each) => each.kind === 'trait' && each.trait === trait);
  const synonyms = named?.kind === 'trait' ? (named.synonyms ?? []) : [];
  return [trait.slice(trait.lastIndexOf('.') + 1), ...synonyms].some((name) =>
    /countr|nation/i.test(name),
  );
}
