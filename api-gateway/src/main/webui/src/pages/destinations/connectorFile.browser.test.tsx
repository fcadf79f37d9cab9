import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { ConnectorFile, ConnectorValidation, DefinitionVersion } from '@/api/generated/model';
import { queryClient } from '@/api/queryClient';
import { Api, NEVER, Refusal } from '@/testing/api';
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

const dialog = page.getByRole('dialog');
const save = page.getByRole('button', { name: 'Save' });
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

test('the effects can be accepted if the check cannot be made', async () => {
  const effect = 'The sync news: the object is removed';
  api.on(
    'replaceConnector',
    new Refusal(409, 'conflict', {
      detail: 'send it with "acceptsBreaks": true to make it',
      errors: [
        { pointer: '/yaml', detail: effect },
        { pointer: '/yaml', detail: 'The sync offers: a field is required' },
      ],
    }),
  );
  api.on('validateConnector', new Refusal(503, 'unavailable'));
  await open(api, '/destinations/connector?of=letterbird', { role: 'engineer' });
  await save.click();
  await expect.element(page.getByText(effect)).toBeVisible();
  await expect.element(page.getByText('The sync offers')).toBeVisible();
  await expect.element(page.getByText('acceptsBreaks')).not.toBeInTheDocument();
  await page.getByRole('checkbox', { name: 'Make the change with these effects' }).click();
  api.on('replaceConnector', NEVER);
  await save.click();
  await expect
    .poll(() => api.bodies('replaceConnector').at(-1))
    .toEqual({ yaml: YAML, acceptsBreaks: true });
});

test('typed text stays while another user changes the connector, and is refused as outdated', async () => {
  await open(api, '/destinations/connector?of=letterbird', { role: 'engineer' });
  await file.fill(`${YAML}# mine`);
  api.on('readConnectorFile', { ...stored, yaml: `${YAML}# theirs`, version: 2 });
  await queryClient.invalidateQueries();
  await expect.poll(() => api.requests('readConnectorFile').length).toBeGreaterThan(1);
  await expect.element(file).toHaveValue(`${YAML}# mine`);
  api.on('replaceConnector', new Refusal(412, 'version-mismatch'));
  api.on('validateConnector', SOUND);
  await save.click();
  await expect.element(page.getByText('Another user changed this')).toBeVisible();
  expect(api.requests('replaceConnector')[0]?.headers['if-match']).toBe('"1"');
});

describe('after another user has changed the connector, typed text', () => {
  const theirs = { ...stored, yaml: `${YAML}# theirs`, version: 2 };
  const keep = page.getByRole('button', { name: 'Keep my text, over version 2' });

  beforeEach(async () => {
    api.on('validateConnector', SOUND);
    api.on('replaceConnector', () => {
      api.on('readConnectorFile', theirs);
      return new Refusal(412, 'version-mismatch');
    });
    await open(api, '/destinations/connector?of=letterbird', { role: 'engineer' });
    await file.fill(`${YAML}# mine`);
    await save.click();
    await expect.element(keep).toBeVisible();
    await expect.element(file).toHaveValue(`${YAML}# mine`);
  });

  test('is kept, and saved over the present version', async () => {
    await page.getByText('File of version 2').click();
    await expect.element(page.getByText('# theirs')).toBeVisible();
    await sound();
    await keep.click();
    await expect.element(keep).not.toBeInTheDocument();
    await expect.element(file).toHaveValue(`${YAML}# mine`);
    api.on('replaceConnector', NEVER);
    await save.click();
    await expect
      .poll(() => api.requests('replaceConnector').map(({ headers }) => headers['if-match']))
      .toEqual(['"1"', '"2"']);
  });

  test('is discarded', async () => {
    await page.getByRole('button', { name: 'Discard my text' }).click();
    await expect.element(file).toHaveValue(theirs.yaml);
    await expect.element(keep).not.toBeInTheDocument();
    api.on('replaceConnector', NEVER);
    await save.click();
    await expect
      .poll(() => api.requests('replaceConnector').at(-1)?.headers['if-match'])
      .toBe('"2"');
  });
});

test('a refusal is shown if the check that follows finds no effect', async () => {
  const errors = [{ pointer: '/yaml', detail: 'The sync news: the object is removed' }];
  api.on('replaceConnector', new Refusal(409, 'conflict', { detail: 'It has effects', errors }));
  api.on('validateConnector', SOUND);
  await open(api, '/destinations/connector?of=letterbird', { role: 'engineer' });
  await save.click();
  await expect.element(page.getByText('It has effects')).toBeVisible();
});

test('a removal is of the version that is shown', async () => {
  api.on('removeConnector', new Refusal(412, 'version-mismatch'));
  await open(api, '/destinations/connector?of=letterbird', { role: 'engineer' });
  await page.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect.element(dialog).toHaveTextContent('Another user changed this');
  expect(api.requests('removeConnector')[0]?.headers['if-match']).toBe('"1"');
});

describe('an earlier version', () => {
  const earlier = { ...stored, yaml: `${YAML}# before`, version: 1 };
  const present = { ...stored, version: 2 };
  const version = ({ yaml, version }: ConnectorFile): DefinitionVersion => ({
    version,
    key: 'letterbird',
    name: 'Letterbird',
    deleted: false,
    changedAt: '2026-03-02T09:30:00Z',
    changedBy: null,
    inWords: null,
    content: { yaml },
  });

  beforeEach(async () => {
    api.on('readConnectorFile', present);
    api.on('listConnectorVersions', pageOf(version(present), version(earlier)));
    await open(api, '/destinations/connector?of=letterbird', { role: 'engineer' });
  });

  test('is restored after a question', async () => {
    api.on('restoreConnector', { ...earlier, version: 3 });
    api.on('readConnectorFile', { ...earlier, version: 3 });
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await expect.element(dialog).toHaveTextContent('The next delivery of each destination');
    await expect.element(dialog).not.toHaveTextContent('discarded');
    await sound();
    expect(api.requests('restoreConnector')).toEqual([]);
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await expect.element(file).toHaveValue(earlier.yaml);
    const [request] = api.requests('restoreConnector');
    expect([request?.place.version, request?.headers['if-match']]).toEqual(['1', '"2"']);
  });

  test('is put into the form, and typed text is discarded after a question', async () => {
    const put = page.getByRole('button', { name: 'Put into the form: version 1' });
    await put.click();
    await expect.element(file).toHaveValue(earlier.yaml);
    await file.fill('mine');
    await put.click();
    await expect.element(dialog).toHaveTextContent('What you have typed is discarded.');
    await expect.element(file).toHaveValue('mine');
    await dialog.getByRole('button', { name: 'Put into the form' }).click();
    await expect.element(file).toHaveValue(earlier.yaml);
    api.on('replaceConnector', NEVER);
    await save.click();
    await expect
      .poll(() => api.requests('replaceConnector').map(({ headers }) => headers['if-match']))
      .toEqual(['"2"']);
  });

  test('is put over the version of another user', async () => {
    await file.fill('mine');
    api.on('readConnectorFile', { ...present, version: 3 });
    await queryClient.invalidateQueries();
    await page.getByRole('button', { name: 'Put into the form: version 1' }).click();
    await dialog.getByRole('button', { name: 'Put into the form' }).click();
    await expect.element(file).toHaveValue(earlier.yaml);
    api.on('replaceConnector', NEVER);
    await save.click();
    await expect
      .poll(() => api.requests('replaceConnector').map(({ headers }) => headers['if-match']))
      .toEqual(['"3"']);
  });

  test('without a file can be restored only', async () => {
    api.on('listConnectorVersions', pageOf({ ...version(earlier), content: {} }));
    await queryClient.invalidateQueries();
    const put = page.getByRole('button', { name: 'Put into the form: version 1' });
    await expect.element(put).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Restore version 1' })).toBeVisible();
  });
});

test('a marketer sees which role is needed', async () => {
  await open(api, '/destinations/connector', { role: 'marketer' });
  await expect.element(file).not.toBeInTheDocument();
});
