import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { ConnectorFile, ConnectorValidation } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { withList } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

const YAML = 'id: letterbird\nname: Letterbird\n';

const stored: ConnectorFile = {
  id: 'con_1',
  key: 'letterbird',
  name: 'Letterbird',
  yaml: YAML,
  version: 1,
  createdAt: '2026-03-02T09:30:00Z',
  updatedAt: '2026-03-02T09:30:00Z',
};

const SOUND: ConnectorValidation = {
  faults: [],
  warnings: [],
  refusals: [],
  breaks: [],
  manifest: withList,
  samples: [
    {
      object: 'subscribers',
      operation: 'write',
      problem: null,
      requests: [
        {
          method: 'POST',
          target: 'https://api.letterbird.example/v1/subscribers',
          headers: { 'x-letterbird-key': '***' },
          body: '{"email":"ann@example.org"}',
        },
      ],
    },
  ],
};

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listConnectors', pageOf(withList, { ...withList, id: 'letterbird', added: true }));
  api.on('readConnectorFile', stored);
  api.empty('listConnectorVersions');
  api.empty('listDestinations');
});

const file = page.getByRole('textbox', { name: 'File of the connector' });

test('the catalogue marks the connectors of the workspace, and leads to their files', async () => {
  await open(api, '/destinations/new', { role: 'engineer' });
  await expect.element(page.getByText('Added by your team')).toBeVisible();
  await page.getByRole('link', { name: 'Change the connector' }).click();
  await expect.element(file).toHaveValue(YAML);
});

test('a check shows each mistake with its line, and the requests of a sound file', async () => {
  api.on('validateConnector', {
    ...SOUND,
    manifest: null,
    samples: [],
    faults: [{ line: 15, column: 11, pointer: '/objects/0/kind', detail: 'is not accepted' }],
  });
  await open(api, '/destinations/connector', { role: 'engineer' });
  await file.fill(YAML);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect.element(page.getByText('1 mistake')).toBeVisible();
  await expect.element(page.getByText('Line 15, column 11')).toBeVisible();
  api.on('validateConnector', SOUND);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect
    .element(page.getByText('POST https://api.letterbird.example/v1/subscribers'))
    .toBeVisible();
  await sound();
});

test('a change that stops syncs is sent once its effects are accepted', async () => {
  api.on('replaceConnector', new Refusal(409, 'conflict'));
  api.on('validateConnector', { ...SOUND, breaks: ['The sync news: the object is removed'] });
  await open(api, '/destinations/connector?of=letterbird', { role: 'engineer' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText('The sync news: the object is removed')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Make the change with these effects' }).click();
  api.on('replaceConnector', { ...stored, version: 2 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => api.bodies('replaceConnector'))
    .toEqual([
      { yaml: YAML, acceptsBreaks: false },
      { yaml: YAML, acceptsBreaks: true },
    ]);
});

test('a marketer sees which role is needed', async () => {
  await open(api, '/destinations/connector', { role: 'marketer' });
  await expect.element(file).not.toBeInTheDocument();
});
