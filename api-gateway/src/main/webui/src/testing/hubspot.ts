import type { Destination, Manifest, ObjectType } from '@/api/generated/model';
import { fieldOf } from './fields';

const text = (name: string, label: string) => fieldOf({ name, label });

/** The declarations that the pages do not depend on. */
export const DECLARED = {
  batchSize: 100,
  batch: { items: 100, bytes: null, itemBytes: null, wait: 'PT0S' },
  confirms: 'delivered',
  changesOnly: false,
  billing: null,
  choices: [],
  deduplication: null,
  effectClass: 'A',
  forget: null,
  furtherMatchFields: [],
  links: [],
  modes: ['upsert', 'mirror'],
  promise: 'Each record has its newest version.',
  settle: 'PT0S',
} as const satisfies Partial<ObjectType>;

/** A connector as its manifest would declare it: a secret, records, and a list of people. */
export const connector: Manifest = {
  id: 'hubspot',
  authentication: 'bearer-token',
  name: 'HubSpot',
  description: 'Contacts and lists of a CRM.',
  effectClass: 'B',
  api: {
    version: 'v3',
    end: '2027-09-30',
    words: 'HubSpot names the end of a version a year before',
  },
  addressOverridable: true,
  added: false,
  concurrency: 4,
  rateLimits: [{ requests: 100, perSeconds: 10 }],
  budgets: [],
  connections: 0,
  openJobs: 0,
  sources: ['https://developers.hubspot.example'],
  settings: [
    {
      name: 'accessToken',
      label: 'Access token',
      help: 'Of a private app',
      type: 'text',
      options: [],
      origin: false,
      example: null,
      required: true,
      secret: true,
    },
  ],
  objects: [
    {
      name: 'contacts',
      label: 'Contacts',
      kind: 'record',
      ...DECLARED,
      fields: [
        text('email', 'E-mail'),
        text('firstname', 'First name'),
        text('lifecyclestage', 'Lifecycle stage'),
      ],
      matchFields: ['email'],
      memberships: null,
      otherFields: null,
      removal: 'impossible',
      settings: [],
    },
  ],
};

/** The same connector, with a list that the members of an audience join. */
export const withList: Manifest = {
  ...connector,
  objects: [
    ...connector.objects.map((each) => ({ ...each, memberships: 'list-memberships' })),
    {
      name: 'list-memberships',
      label: 'List memberships',
      kind: 'membership',
      ...DECLARED,
      fields: [],
      matchFields: [],
      memberships: null,
      otherFields: null,
      removal: 'leaves-list',
      settings: [
        {
          name: 'list',
          label: 'List',
          help: 'The static list that the audience becomes',
          type: 'text',
          options: [],
          origin: false,
          example: null,
          required: true,
          secret: false,
        },
      ],
    },
  ],
};

/** A destination of that connector. */
export const crm: Destination = {
  id: 'dst_1',
  key: 'crm',
  name: 'CRM',
  connector: 'hubspot',
  settings: { accessToken: { set: true } },
  purposes: ['marketing'],
  baseUrl: null,
  rateLimit: null,
  account: null,
  connection: null,
  optOutsWaiting: 0,
  reason: null,
  since: null,
  state: 'active',
  warnings: [],
  version: 2,
  createdAt: '2026-03-01T09:00:00Z',
  updatedAt: '2026-03-01T09:00:00Z',
};
