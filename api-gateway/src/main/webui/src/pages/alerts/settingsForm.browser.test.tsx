import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { AlertRule, AlertSettings } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const unset: AlertSettings = {
  emails: [],
  emailCount: 0,
  emailAvailable: true,
  slack: false,
  webhook: null,
  silentGaps: 5,
  failureShare: 0.01,
  channels: [],
};
const emails = page.getByLabelText('E-mail addresses');
const slack = page.getByLabelText('Address of a Slack incoming webhook');
const webhook = page.getByLabelText('Webhook address');
const secret = page.getByRole('textbox', { name: 'Signing secret' });
const gaps = page.getByLabelText('Alert when a source is silent');
const share = page.getByLabelText('Alert when a destination refuses');
const save = page.getByRole('button', { name: 'Save' });
const saved = page.getByText('Saved.');

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readAlertSettings', unset);
  api.on('listAlertRules', { data: [], channels: [], notSent: [] });
});

test('what is filled in is saved, and its secrets are no longer on the page', async () => {
  const url = 'https://shop.example/alerts';
  api.on('putAlertSettings', () => {
    const settings = { ...unset, emails: ['ops@shop.example'], slack: true, webhook: { url } };
    api.on('readAlertSettings', settings);
    return settings;
  });
  await open(api, '/alerts');
  await emails.fill('ops@shop.example');
  await slack.fill('https://hooks.slack.example/T1');
  await expect.element(secret).not.toBeInTheDocument();
  await webhook.fill(url);
  await secret.fill('whsec_c2VjcmV0');
  await gaps.fill('10');
  await share.fill('2.5');
  await save.click();
  await expect.element(saved).toBeVisible();
  expect(api.bodies('putAlertSettings')).toEqual([
    {
      emails: ['ops@shop.example'],
      slack: { url: 'https://hooks.slack.example/T1' },
      webhook: { url, signingSecret: 'whsec_c2VjcmV0' },
      silentGaps: 10,
      failureShare: 0.025,
    },
  ]);
  await expect.element(emails).toHaveValue('ops@shop.example');
  await expect.element(slack).toHaveValue('');
  await expect.element(secret).toHaveValue('');
  await sound();
});

test('a stored webhook with http has a warning, and stays', async () => {
  const url = 'http://hooks.internal/alerts';
  const stored = { ...unset, webhook: { url } };
  api.on('readAlertSettings', stored);
  api.on('putAlertSettings', { ...stored, silentGaps: 10 });
  await open(api, '/alerts');
  const warning = page.getByRole('note').filter({ hasText: 'The webhook is not encrypted' });
  await expect.element(warning).toBeVisible();
  await gaps.fill('10');
  await save.click();
  await expect.element(saved).toBeVisible();
  expect(api.bodies('putAlertSettings')).toMatchObject([{ webhook: { url } }]);
  await webhook.fill('https://hooks.internal/alerts');
  await expect.element(warning).not.toBeInTheDocument();
  await sound();
});

test('a refused value shows its error at its field until it is corrected', async () => {
  const faults = {
    '/emails/0': 'An e-mail address, like ops@shop.example',
    '/slack/url': 'An address that begins with https://',
    '/webhook/signingSecret': 'whsec_ and Base64',
    '/silentGaps': 'From 2 to 100',
    '/failureShare': 'Over 0, up to 1',
  };
  api.on('putAlertSettings', Refusal.of(faults));
  await page.viewport(375, 900);
  await open(api, '/alerts');
  await emails.fill('ops');
  await slack.fill('hooks');
  await webhook.fill('https://shop.example/alerts');
  await save.click();
  const details = Object.values(faults);
  for (const [at, field] of [emails, slack, secret, gaps, share].entries()) {
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field).toHaveAccessibleDescription(new RegExp(details[at] as string));
  }
  await expect.element(webhook).not.toHaveAttribute('aria-invalid', 'true');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  await expect.element(saved).not.toBeInTheDocument();
  await expect.element(emails).toHaveValue('ops');
  fits();
  await sound();

  await emails.fill('ops@shop.example');
  await expect.element(emails).not.toHaveAttribute('aria-invalid', 'true');
});

test('a generated secret is filled in, and shown to be copied until the form is saved', async () => {
  const url = 'https://shop.example/alerts';
  api.on('putAlertSettings', () => ({ ...unset, webhook: { url } }));
  await page.viewport(375, 900);
  await open(api, '/alerts');
  await webhook.fill(url);
  await page.getByRole('button', { name: 'Generate secret' }).click();
  await expect.element(secret).toHaveValue(expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/));
  const shown = page.getByRole('status').filter({ hasText: 'Copy the secret now' });
  await expect.element(shown).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Copy Signing secret' })).toBeVisible();
  fits();
  await sound();
  await save.click();
  await expect.element(saved).toBeVisible();
  await expect.element(shown).not.toBeInTheDocument();
  const [body] = api.bodies('putAlertSettings') as { webhook: { signingSecret: string } }[];
  expect(body?.webhook.signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

test('a channel without a mail server cannot send, also after a test', async () => {
  const email = {
    channel: 'email',
    working: null,
    triedAt: null,
    said: null,
    notSent: 'no-mail-server',
  } as const;
  const webhook = { ...email, channel: 'webhook', notSent: null } as const;
  api.on('readAlertSettings', { ...unset, emailAvailable: false, channels: [email, webhook] });
  api.on('testAlertChannel', { delivered: false, said: 'No answer' });
  await open(api, '/alerts');
  const channels = page.getByRole('list', { name: 'Channels' });
  const of = (name: string) => channels.getByRole('listitem').filter({ hasText: name });
  await expect.element(of('E-mail')).toHaveTextContent('Cannot send');
  await expect.element(of('E-mail')).toHaveTextContent('this installation has no mail server');
  await expect
    .element(page.getByRole('link', { name: 'Settings of an installation' }))
    .toHaveAttribute('href', '/assets/docs/reference/settings.html');
  await expect.element(of('Webhook')).toHaveTextContent('No alert sent yet');
  await page.getByRole('button', { name: 'Send test to Webhook' }).click();
  await expect.element(of('Webhook')).toHaveTextContent('Cannot send');
  await expect.element(of('Webhook')).not.toHaveTextContent('No alert sent yet');
  await sound();
});

test('rules do not promise a channel that was removed', async () => {
  const rule: AlertRule = {
    id: 'alr_1',
    name: 'Orders are late',
    named: true,
    kind: 'lateness',
    objectKind: 'model',
    object: 'mdl_1',
    objectName: 'Orders',
    threshold: 60,
    current: null,
    channels: ['email'],
    notSent: [],
    enabled: true,
    version: 1,
    createdAt: '2026-03-02T09:00:00Z',
    updatedAt: '2026-03-02T09:00:00Z',
  };
  api.on('readAlertSettings', { ...unset, emails: ['ops@shop.example'] });
  api.on('listAlertRules', { data: [rule], channels: ['email'], notSent: [] });
  api.on('putAlertSettings', () => {
    const notSent: AlertRule['notSent'] = [{ channel: 'email', reason: 'not-set-up' }];
    api.on('listAlertRules', { data: [{ ...rule, notSent }], channels: [], notSent: [] });
    return unset;
  });
  await open(api, '/alerts');
  const rules = page.getByRole('list', { name: 'Alert rules' });
  await expect.element(rules).toHaveTextContent('Notified: E-mail');
  await emails.fill('');
  await save.click();
  await expect.element(rules).toHaveTextContent('E-mail: not sent');
  await expect.element(rules).not.toHaveTextContent('Notified: E-mail');
});

test('a refusal without a field is shown whole', async () => {
  api.on('putAlertSettings', new Refusal(409, 'conflict', { detail: 'Changed at the same time' }));
  await open(api, '/alerts');
  await emails.fill('ops@shop.example');
  await save.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Changed at the same time');
});

test('an engineer reads that only admins see the settings', async () => {
  await open(api, '/alerts', { role: 'engineer' });
  await expect.element(page.getByText('Only admins see and change')).toBeVisible();
  expect(api.requests('readAlertSettings')).toEqual([]);
});

test('addresses that the user may not see are counted, and stay when the user saves', async () => {
  await page.viewport(375, 900);
  const hidden = { ...unset, emails: null, emailCount: 2 };
  api.on('readAlertSettings', hidden);
  api.on('putAlertSettings', { ...hidden, silentGaps: 10 });
  await open(api, '/alerts', { personalData: false });
  await expect.element(emails).toHaveValue('');
  await expect.element(page.getByText('2 addresses are stored and hidden from you.')).toBeVisible();
  fits();
  await sound();
  await gaps.fill('10');
  await save.click();
  await expect.element(saved).toBeVisible();
  expect(api.bodies('putAlertSettings')).toEqual([
    { slack: null, webhook: null, silentGaps: 10, failureShare: 0.01 },
  ]);
});
