import type { AdministrationChange } from '@/api/generated/model';
import type { TextKey } from '@/texts/i18n';
import type { TFunction } from '@/texts/useTranslation';

/** The words of the forms for the settings that an entry names by their fields in the API. */
export const WORDS = {
  key: 'object.key',
  name: 'list.name',
  tags: 'filing.tags',
  folder: 'filing.folder',
  owner: 'filing.owner',
  connector: 'destinations.connector',
  purposes: 'destinations.purposes',
  baseUrl: 'destinations.baseUrl',
  rateLimit: 'destinations.rateLimit',
  destination: 'activation.destination',
  audience: 'activation.audience',
  from: 'activation.flows',
  object: 'syncs.object',
  match: 'activation.match',
  mode: 'syncs.mode',
  person: 'activation.rowsOf',
  rule: 'builder.rule',
  warehouse: 'models.connection',
  table: 'models.table',
  shape: 'models.table',
  sql: 'models.query',
  entity: 'models.eachRow',
  primaryKey: 'models.key',
  schedule: 'models.schedule.label',
  observedAt: 'models.mapping.observedAt',
  traits: 'models.mapping.traits',
  consent: 'models.mapping.consent',
  subscriptions: 'models.mapping.subscriptions',
  path: 'connections.fields.path',
  host: 'connections.fields.host',
  port: 'connections.fields.port',
  database: 'connections.fields.database',
  schema: 'connections.fields.schema',
  user: 'connections.fields.user',
  password: 'connections.fields.password',
  tls: 'connections.fields.tls',
  verifyCertificate: 'connections.fields.verifyCertificate',
  caCertificate: 'connections.fields.caCertificate',
  eventsPerSecond: 'sources.limit',
  role: 'team.role',
  personalData: 'team.mayRead',
  expiresAt: 'team.clients.expires',
  oldUntil: 'team.clients.oldUntil',
  clientId: 'team.clients.id',
  timezone: 'workspace.timezone',
  defaultRegion: 'workspace.region',
  unknownConsentAllows: 'workspace.unknownConsent',
  classification: 'dictionary.classification',
  kind: 'administration.field.kind',
  enabled: 'administration.field.enabled',
  paused: 'administration.field.paused',
  connection: 'administration.field.connection',
  settings: 'administration.field.settings',
  secrets: 'administration.field.secrets',
  mapping: 'administration.field.mapping',
  transform: 'administration.field.transform',
  setOnce: 'administration.field.setOnce',
  columns: 'administration.field.columns',
  identifiers: 'administration.field.identifiers',
  emails: 'administration.field.emails',
  slackUrl: 'administration.field.slackUrl',
  webhook: 'administration.field.webhook',
  thresholds: 'administration.field.thresholds',
  writeKeys: 'administration.field.writeKeys',
  restoredVersion: 'administration.field.restoredVersion',
  addressChanged: 'administration.field.addressChanged',
  requestedBy: 'administration.field.requestedBy',
  profile: 'administration.field.profile',
  event: 'administration.field.event',
  ids: 'administration.field.ids',
  account: 'administration.field.account',
  yaml: 'administration.field.yaml',
  confirm: 'administration.field.confirm',
  since: 'administration.field.since',
  '…': 'administration.field.more',
} as const satisfies Record<string, TextKey>;

/** What is in these has names that users or vendors chose. */
const NAMED_BY_USERS = new Set(['identifiers', 'traits', 'consent', 'subscriptions', 'columns']);
/** What is in these belongs to the connector, which may have a label for it. */
const OF_CONNECTOR = new Set(['settings', 'secrets']);

interface Words {
  t: TFunction;
  /** The label of a setting of a connector; undefined if it is not known. */
  setting: (name: string) => string | undefined;
  /** The label of a field of the destination; its name if the label is not known. */
  fieldOf: (name: string) => string;
}

/**
 * The field of a change in the words of the forms, from the outer setting to the inner one. A field that
 * no form names has the words of its name.
 *
 * @param field the JSON pointer, such as `/mapping/0/from`
 * @param changes all changes of the entry: the mapped field of a line is one of them
 */
export function fieldWords(
  field: string,
  changes: readonly AdministrationChange[],
  { t, setting, fieldOf }: Words,
): string {
  const parts = segmentsOf(field);
  return parts
    .map((part, at) => {
      const parent = parts[at - 1] ?? '';
      if (parent === 'mapping' && isNumber(part)) {
        const mapped = mappedField(`/mapping/${part}/field`, changes);
        return mapped === null ? lineOf(part) : fieldOf(mapped);
      }
      if (OF_CONNECTOR.has(parent)) {
        return setting(part) ?? spaced(part);
      }
      // In the mapping of a model, a number is a name that a user chose, such as a year; elsewhere it is a line.
      if (NAMED_BY_USERS.has(parent) && (parts[at - 2] === 'mapping' || !isNumber(part))) {
        return part;
      }
      if (isNumber(part)) {
        return lineOf(part);
      }
      if (at > 0 && part === 'from') {
        return t('administration.field.value');
      }
      return isKnown(part) ? t(WORDS[part]) : spaced(part);
    })
    .join(' › ');
}

/** The names of a JSON pointer, from the outer object to the inner one. */
function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Which field of the destination a line of the mapping is about; null if the entry does not have it. */
function mappedField(pointer: string, changes: readonly AdministrationChange[]): string | null {
  const change = changes.find(({ field }) => field === pointer);
  const name: unknown = change?.after ?? change?.before;
  return typeof name === 'string' ? name : null;
}

function isKnown(part: string): part is keyof typeof WORDS {
  return Object.hasOwn(WORDS, part);
}

function isNumber(part: string): boolean {
  return /^\d+$/.test(part);
}

/** Users count from one. */
function lineOf(part: string): string {
  return String(Number(part) + 1);
}

/** `accessToken` as “Access token”. */
export function spaced(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(
      /([a-z\d])([A-Z])(?=[a-z]|$)/g,
      (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
    );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
