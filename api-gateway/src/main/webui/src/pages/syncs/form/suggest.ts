import type {
  Field,
  FieldMapping,
  ObjectType,
  SuggestedValue,
  ValueSource,
} from '@/api/generated/model';

/** A value that can be sent, by the name that people gave it. */
export interface NamedValue {
  name: string;
  from: ValueSource;
}

/** Other words for the same thing, as destinations and sources use them. */
const SAME = [
  ['firstname', 'givenname', 'forename'],
  ['lastname', 'familyname', 'surname'],
  ['email', 'emailaddress', 'mail'],
  ['phone', 'phonenumber', 'telephone', 'tel'],
  ['mobilephone', 'mobile', 'mobilephonenumber', 'cellphone'],
  ['zip', 'postalcode', 'postcode', 'zipcode'],
  ['company', 'companyname', 'organisation', 'organization'],
  ['jobtitle', 'title', 'position'],
  ['dateofbirth', 'birthday', 'birthdate', 'dob'],
  ['country', 'countrycode'],
  ['language', 'lang', 'locale', 'preferredlanguage'],
  ['address', 'street', 'streetaddress'],
] as const satisfies string[][];

/** A name without what destinations write differently: case, signs, their own prefix. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(hs|sf)_/, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** One word for all that mean the same. */
function meaning(name: string): string {
  const word = plain(name);
  return SAME.find((words) => (words as readonly string[]).includes(word))?.[0] ?? word;
}

/** The value that the connector suggests for a field, if it can be sent. Columns of a model have no kind, so their name counts. */
function declared(
  wanted: SuggestedValue | null | undefined,
  values: readonly NamedValue[],
): ValueSource | undefined {
  if (!wanted) {
    return undefined;
  }
  const { kind, name } = wanted;
  if (kind === 'property' || kind === 'context') {
    return values.some(({ from }) => from.kind === 'event') ? { kind, path: name } : undefined;
  }
  const same = values.filter(
    (each) =>
      (each.from.kind === kind || each.from.kind === 'column') && plain(each.name) === plain(name),
  );
  return (same.find((each) => each.name === name) ?? same[0])?.from;
}

/**
 * The value that a field most likely wants: that of the connector, or else one of the same name or meaning.
 * Identifiers come before traits of the same name.
 */
export function suggested(
  field: Pick<Field, 'name' | 'label'> & Partial<Pick<Field, 'suggested'>>,
  values: readonly NamedValue[],
): ValueSource | undefined {
  const usual = declared(field.suggested, values);
  if (usual) {
    return usual;
  }
  const exact = values.find(({ name }) => plain(name) === plain(field.name));
  const wanted = new Set([meaning(field.name), meaning(field.label)]);
  return (exact ?? values.find(({ name }) => wanted.has(meaning(name))))?.from;
}

/** The fields of an object that have a value, but for what others fill or what names the record. */
export function suggestedMapping(
  object: Pick<ObjectType, 'fields'>,
  values: readonly NamedValue[],
  without: ReadonlySet<string>,
): FieldMapping[] {
  return object.fields
    .filter(({ name }) => !without.has(name))
    .flatMap((field) => {
      const from = suggested(field, values);
      return from ? [{ field: field.name, from }] : [];
    });
}
