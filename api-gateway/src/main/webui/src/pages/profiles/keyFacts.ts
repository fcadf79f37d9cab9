/** The title of the page already shows these traits. */
const LABELS = new Set([
  ...['name', 'fullName', 'full_name', 'fullname'],
  ...['firstName', 'first_name', 'firstname', 'givenName', 'given_name'],
  ...['lastName', 'last_name', 'lastname', 'surname', 'familyName', 'family_name'],
  ...['email', 'emailAddress', 'email_address'],
]);

const MOST = 8;
const LONGEST = 60;

/** The traits of a person that fit in one line, without those that the user may not see. */
export function keyFactsOf(traits: Record<string, unknown>): [string, unknown][] {
  return Object.entries(traits)
    .filter(([trait, value]) => !LABELS.has(trait) && isFact(value))
    .slice(0, MOST);
}

function isFact(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.trim() !== '' && value.length <= LONGEST && !value.includes('\n');
    case 'number':
    case 'boolean':
      return true;
    default:
      return false;
  }
}
