import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { AlertRule, Audience, DefinitionVersion, NewAlertRule } from '@/api/generated/model';
import { queryClient } from '@/api/queryClient';
import { Api, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { answerConfirm, restoreConfirm } from '@/testing/confirm';
import { goTo } from '@/testing/keyboard';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const AT = '2026-03-02T09:00:00Z';
const vips: Audience = {
  ...loyal,
  key: 'vips',
  name: 'VIPs',
  rule: { trait: 'churnScore', operator: 'greaterThan', value: 0.7 },
  inWords: 'People whose churnScore is greater than 0.7',
  size: 1280,
  version: 3,
  state: { stage: 'on', progress: 1, versionInForce: 3 },
};
const silent: AlertRule = {
  id: 'alr_1',
  name: 'Shop is down',
  named: true,
  kind: 'silence',
  objectKind: 'source',
  object: web.id,
  objectName: web.name,
  threshold: 180,
  current: 12,
  channels: ['email', 'slack'],
  notSent: [],
  enabled: true,
  version: 1,
  createdAt: AT,
  updatedAt: AT,
};
const shrinks: AlertRule = {
  ...silent,
  id: 'alr_2',
  name: 'Fewer than 1,000 people',
  named: false,
  kind: 'size-below',
  objectKind: 'audience',
  object: vips.id,
  objectName: vips.name,
  threshold: 1000,
  current: null,
  channels: [],
  enabled: false,
};

const dialog = page.getByRole('dialog');
const openAlerts = page.getByRole('button', { name: 'Alerts', exact: true });
const list = page.getByRole('list', { name: 'Alert rules' });
const item = (name: string) => list.getByRole('listitem').filter({ hasText: name });
const add = page.getByRole('button', { name: 'Add alert rule' });
const save = page.getByRole('button', { name: 'Save', exact: true });

let api: Api;
let stored: AlertRule[];

/** As the API names a rule. */
const namedBy = ({ name, kind, threshold }: NewAlertRule) => ({
  named: name !== null,
  name:
    name ??
    (kind === 'silence'
      ? `No event for ${threshold / 60} hours`
      : `Fewer than ${threshold} people`),
});

/** As the API: what is saved is in the list. */
beforeEach(() => {
  stored = [];
  api = new Api();
  api.on('listAlertRules', ({ query }) => ({
    data: stored.filter(({ object }) => query.object === undefined || object === query.object),
    channels: ['email', 'slack'],
    notSent: [],
  }));
  api.on('createAlertRule', ({ body }) => {
    const asked = body as NewAlertRule;
    const rule = { ...silent, ...asked, ...namedBy(asked), id: 'alr_9' } as AlertRule;
    stored = [...stored, rule];
    return rule;
  });
  api.on('putAlertRule', ({ body, place }) => {
    const asked = body as NewAlertRule;
    stored = stored.map((each) =>
      each.id === place.rule ? ({ ...each, ...asked, ...namedBy(asked) } as AlertRule) : each,
    );
    return stored.find(({ id }) => id === place.rule) as AlertRule;
  });
  api.on('deleteAlertRule', ({ place }) => {
    stored = stored.filter(({ id }) => id !== place.rule);
  });
  api.on('readSource', web);
  api.on('listEvents', pageOf());
  api.on('readAudience', vips);
  api.on('listAudiences', pageOf(vips));
  api.on('listAudienceSizes', { data: [] });
  api.empty('listSyncs', 'listDestinations', 'listTraits');
});

afterEach(restoreConfirm);

describe('the alerts of an object', () => {
  test('are added with the keyboard, in hours, and named by their condition', async () => {
    await page.viewport(375, 900);
    await open(api, '/sources/web', { role: 'marketer' });
    expect(api.requests('listAlertRules')).toEqual([]);
    await goTo('{Tab}', 'Alerts');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog.getByText('No alert rules yet.')).toBeVisible();
    await goTo('{Tab}', 'Add alert rule');
    await userEvent.keyboard('{Enter}');
    await goTo('{Tab}', 'Time');
    await userEvent.keyboard('3');
    fits();
    await sound();
    await userEvent.keyboard('{Enter}');
    await expect.element(item('No event for 3 hours')).toHaveTextContent('Now: 12 minutes');
    const track = document.querySelector('.mantine-Switch-track');
    expect(track?.getBoundingClientRect().height).toBeGreaterThanOrEqual(24);
    expect(api.bodies('createAlertRule')).toEqual([
      {
        name: null,
        kind: 'silence',
        object: 'src_1',
        threshold: 180,
        channels: ['email', 'slack'],
        enabled: true,
      },
    ]);
    await expect.element(item('No event for 3 hours')).toHaveTextContent('E-mail and Slack');
    fits();
    await sound();
  });

  test('ask for a whole number, and show what the API says of a field', async () => {
    api.on('createAlertRule', Refusal.of({ '/threshold': 'A whole number from 5 to 43,200' }));
    await open(api, '/sources/web', { role: 'marketer' });
    await openAlerts.click();
    await add.click();
    await save.click();
    const time = page.getByRole('textbox', { name: 'Time' });
    await expect.element(time).toHaveAccessibleDescription(/Enter a whole number/);
    expect(api.requests('createAlertRule')).toEqual([]);
    await time.fill('1');
    await page.getByLabelText('Unit').selectOptions('minutes');
    await save.click();
    await expect.element(time).toHaveAccessibleDescription(/A whole number from 5/);
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  test('are changed, disabled and deleted', async () => {
    stored = [silent];
    await open(api, '/sources/web', { role: 'marketer' });
    await openAlerts.click();
    await expect
      .element(page.getByRole('switch', { name: 'Alert rule Shop is down' }))
      .toBeChecked();
    await goTo('{Tab}', 'Alert rule Shop is down');
    await userEvent.keyboard(' ');
    await expect
      .poll(() => api.bodies('putAlertRule'))
      .toMatchObject([{ enabled: false, threshold: 180, name: 'Shop is down' }]);
    await page.getByRole('button', { name: 'Edit Shop is down' }).click();
    const time = page.getByRole('textbox', { name: 'Time' });
    await expect.element(time).toHaveValue('3');
    await time.fill('2');
    await page.getByLabelText('Unit').selectOptions('days');
    await page.getByLabelText('Slack').click();
    await save.click();
    await expect.element(item('Shop is down')).toHaveTextContent('No event for 2 days');
    expect(api.bodies('putAlertRule').at(-1)).toMatchObject({
      threshold: 2_880,
      channels: ['email'],
      enabled: false,
    });
    await page.getByRole('button', { name: 'Delete Shop is down' }).click();
    expect(api.requests('deleteAlertRule')).toEqual([]);
    await sound();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.element(dialog.getByText('No alert rules yet.')).toBeVisible();
  });

  test('of an audience show the size of its page beside the threshold', async () => {
    stored = [shrinks];
    await open(api, '/audiences/vips', { role: 'marketer', personalData: false });
    await openAlerts.click();
    await expect.element(item('Fewer than 1,000 people')).toHaveTextContent('Now: 1,280 people');
    await expect
      .element(item('Fewer than'))
      .toHaveTextContent('Nobody is notified: on the page Alerts only');
    api.on('createAlertRule', new Refusal(403, 'forbidden', { detail: 'Ask a member' }));
    await add.click();
    await page.getByLabelText('Alert when').selectOptions('size-change');
    await page.getByRole('textbox', { name: 'Percent' }).fill('20');
    await save.click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Ask a member');
    await sound();
  });

  test('say at the rule and at the box that a channel sends nothing, and why', async () => {
    const noMail = 'E-mail: not sent, because this installation has no mail server';
    const personal =
      'Slack: not sent, because the rule of the audience uses traits that are personal or not classified, or other personal data';
    const notSent: AlertRule['notSent'] = [
      { channel: 'email', reason: 'no-mail-server' },
      { channel: 'slack', reason: 'personal-data' },
    ];
    stored = [{ ...shrinks, channels: ['email'], notSent }];
    api.on('listAlertRules', () => ({ data: stored, channels: ['email', 'slack'], notSent }));
    await page.viewport(375, 900);
    await open(api, '/audiences/vips', { role: 'marketer' });
    await openAlerts.click();
    await expect.element(item('Fewer than')).toHaveTextContent(noMail);
    await expect
      .element(item('Fewer than'))
      .toHaveTextContent('Nobody is notified: on the page Alerts only');
    await expect.element(item('Fewer than')).not.toHaveTextContent('Notified');
    await expect.element(item('Fewer than')).not.toHaveTextContent(personal);
    await add.click();
    await expect
      .element(page.getByRole('checkbox', { name: 'E-mail' }))
      .toHaveAccessibleDescription(noMail);
    await expect
      .element(page.getByRole('checkbox', { name: 'Slack' }))
      .toHaveAccessibleDescription(personal);
    fits();
    await sound();
  });

  test('of an audience say before they are saved that they stay on the page, and why', async () => {
    api.on('listAlertRules', () => ({ data: [], channels: [], notSent: [] }));
    await open(api, '/audiences/vips', { role: 'marketer' });
    await openAlerts.click();
    await add.click();
    const note = page.getByRole('note').filter({ hasText: 'personal or not classified yet' });
    await expect
      .element(note.getByRole('link', { name: 'churnScore' }))
      .toHaveAttribute('href', '/w/northwind/dictionary/trait?name=churnScore');
    await expect.element(note.getByRole('link', { name: /dictionary/ })).toBeVisible();
    await sound();
  });

  test('on properties of events say before they are saved that nobody is notified', async () => {
    const where = [{ property: 'total', operator: 'greaterThan' as const, value: 100 }];
    api.on('readAudience', { ...vips, rule: { event: 'Order Completed', where } });
    api.on('listAlertRules', () => ({ data: stored, channels: [], notSent: [] }));
    await open(api, '/audiences/vips', { role: 'marketer' });
    await openAlerts.click();
    await add.click();
    await expect
      .element(page.getByRole('note').filter({ hasText: 'properties of events' }))
      .toHaveTextContent('always personal data: total.');
    await expect
      .element(page.getByRole('note').filter({ hasText: 'Nobody is notified' }))
      .toBeVisible();
    await expect.element(dialog.getByText('After a channel is added')).not.toBeInTheDocument();
    await page.getByRole('textbox', { name: 'People' }).fill('5');
    await save.click();
    await expect.element(item('Fewer than')).toHaveTextContent('Nobody is notified');
    await sound();
  });

  test('say that nobody is notified once no channel is chosen', async () => {
    await open(api, '/sources/web', { role: 'admin' });
    await openAlerts.click();
    await add.click();
    const nobody = page.getByRole('note').filter({ hasText: 'Nobody is notified' });
    await page.getByRole('checkbox', { name: 'E-mail' }).click();
    await expect.element(nobody).not.toBeInTheDocument();
    await page.getByRole('checkbox', { name: 'Slack' }).click();
    await expect.element(nobody).toBeVisible();
  });

  test('without a channel lead an admin to the page where channels are added', async () => {
    api.on('listAlertRules', () => ({ data: [], channels: [], notSent: [] }));
    await open(api, '/sources/web', { role: 'admin' });
    await openAlerts.click();
    await add.click();
    await expect
      .element(dialog.getByRole('link', { name: 'Add a channel' }))
      .toHaveAttribute('href', '/w/northwind/alerts');
    await expect.element(dialog.getByText('An admin adds channels')).not.toBeInTheDocument();
  });

  test('without a channel tell others who adds one', async () => {
    api.on('listAlertRules', () => ({ data: [], channels: [], notSent: [] }));
    await open(api, '/sources/web', { role: 'marketer' });
    await openAlerts.click();
    await add.click();
    await expect.element(dialog.getByText('An admin adds channels')).toBeVisible();
    await expect
      .element(dialog.getByRole('link', { name: 'Add a channel' }))
      .not.toBeInTheDocument();
  });

  test('of an audience go to no channel that would reveal who meets the rule', async () => {
    const notSent: AlertRule['notSent'] = [{ channel: 'webhook', reason: 'personal-data' }];
    api.on('listAlertRules', () => ({ data: [], channels: ['webhook'], notSent }));
    api.on('createAlertRule', shrinks);
    await open(api, '/audiences/vips', { role: 'marketer' });
    await openAlerts.click();
    await add.click();
    await expect.element(page.getByRole('checkbox', { name: 'Webhook' })).toBeDisabled();
    await expect.element(page.getByRole('link', { name: 'churnScore' })).toBeVisible();
    await page.getByRole('textbox', { name: 'People' }).fill('5');
    await save.click();
    await expect.poll(() => api.bodies('createAlertRule')).toMatchObject([{ channels: [] }]);
  });

  test('of an audience with harmless traits go to its channels', async () => {
    const trait = { trait: 'churnScore', classification: 'harmless', type: 'none', types: [] };
    api.on('listTraits', pageOf(trait));
    await open(api, '/audiences/vips', { role: 'marketer' });
    await openAlerts.click();
    await add.click();
    await expect.element(page.getByRole('checkbox', { name: 'Slack' })).toBeChecked();
    await expect.element(page.getByRole('note')).not.toBeInTheDocument();
  });

  test('keep an open form while another rule is deleted', async () => {
    const slow = { ...silent, id: 'alr_3', name: 'Shop is slow' };
    stored = [silent, slow];
    await open(api, '/sources/web', { role: 'marketer' });
    await openAlerts.click();
    await page.getByRole('button', { name: 'Edit Shop is down' }).click();
    const time = page.getByRole('textbox', { name: 'Time' });
    await time.fill('7');
    await page.getByRole('button', { name: 'Delete Shop is slow' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => stored).toEqual([silent]);
    await expect.element(item('Shop is slow')).not.toBeInTheDocument();
    await expect.element(time).toHaveValue('7');
  });

  test('keep the focus if the rule whose form is open is deleted meanwhile', async () => {
    stored = [silent];
    await open(api, '/sources/web', { role: 'marketer' });
    await openAlerts.click();
    await page.getByRole('button', { name: 'Edit Shop is down' }).click();
    const time = page.getByRole('textbox', { name: 'Time' });
    await time.fill('7');
    stored = [];
    await queryClient.invalidateQueries();
    await expect.element(time).not.toBeInTheDocument();
    await expect.poll(() => dialog.element().contains(document.activeElement)).toBe(true);
  });

  test('have a history, in which two versions are compared and one is restored', async () => {
    const { name, kind, object, threshold, channels, enabled } = silent;
    const made = (version: number, changed: Partial<AlertRule>): DefinitionVersion => ({
      version,
      changedAt: AT,
      changedBy: { id: 'u1', name: 'Ada' },
      key: silent.id,
      name,
      deleted: false,
      content: { name, kind, object, threshold, channels, enabled, ...changed },
      inWords: null,
    });
    stored = [{ ...silent, version: 2 }];
    api.on('listAlertRuleVersions', pageOf(made(2, {}), made(1, { threshold: 60, channels: [] })));
    api.on('listSources', pageOf(web));
    api.on('listMembers', pageOf(ada));
    api.on('restoreAlertRule', () => {
      const restored = { ...silent, threshold: 60, version: 3 };
      stored = [restored];
      return restored;
    });
    await page.viewport(375, 900);
    await open(api, '/sources/web', { role: 'marketer' });
    await openAlerts.click();
    await page.getByRole('button', { name: 'History of Shop is down' }).click();
    const versions = page.getByRole('list', { name: 'Versions' });
    await expect
      .element(versions.getByRole('listitem').first())
      .toHaveTextContent('ConditionBeforeNo event for 1 hourAfterNo event for 3 hours');
    fits();
    await sound();
    await page.getByRole('button', { name: 'Compare version 1' }).click();
    await expect.element(page.getByLabelText('With version')).toHaveValue('2');
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    const question = page.getByRole('dialog', { name: /Restore version 1/ });
    await question.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect.poll(() => api.requests('restoreAlertRule').length).toBe(1);
    await page.getByRole('button', { name: 'Close history' }).click();
    await expect.element(item('Shop is down')).toHaveTextContent('No event for 1 hour');
    await expect
      .element(page.getByRole('button', { name: 'History of Shop is down' }))
      .toHaveFocus();
    await page.getByRole('button', { name: 'Edit Shop is down' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByRole('button', { name: 'Edit Shop is down' })).toHaveFocus();
    await add.click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(add).toHaveFocus();
  });

  test('ask before Escape loses what is typed', async () => {
    const asked = answerConfirm(false);
    await open(api, '/sources/web', { role: 'marketer' });
    await openAlerts.click();
    await add.click();
    const time = page.getByRole('textbox', { name: 'Time' });
    await time.fill('7');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => asked.times).toBe(1);
    await expect.element(time).toHaveValue('7');
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    expect(asked.times).toBe(2);
    asked.answer = true;
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await openAlerts.click();
    await expect.element(add).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(asked.times).toBe(3);
  });

  test('are only read by a viewer', async () => {
    stored = [shrinks];
    await open(api, '/audiences/vips', { role: 'viewer' });
    await openAlerts.click();
    await expect.element(item('Fewer than 1,000 people')).toHaveTextContent('Off');
    await expect.element(add).not.toBeInTheDocument();
    await expect.element(page.getByRole('switch')).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: /^Edit/ })).not.toBeInTheDocument();
  });
});

test('the page Alerts lists the rules of all objects with links to them', async () => {
  stored = [silent, shrinks];
  await page.viewport(375, 900);
  await open(api, '/alerts', { role: 'marketer' });
  await expect
    .element(item('Shop is down').getByRole('link', { name: 'Web shop' }))
    .toHaveAttribute('href', '/w/northwind/sources/src_1');
  await expect.element(item('Fewer than').getByRole('link', { name: 'VIPs' })).toBeVisible();
  await expect.element(add).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Edit Fewer than 1,000 people' }).click();
  await page.getByRole('textbox', { name: 'People' }).fill('900');
  fits();
  await sound();
  await save.click();
  await expect
    .poll(() => api.bodies('putAlertRule'))
    .toMatchObject([{ threshold: 900, name: null }]);
  await expect.element(item('Fewer than 900 people')).toBeVisible();
});

test('a figure that needs the right to personal data is hidden without it', async () => {
  const failing: AlertRule = {
    ...shrinks,
    id: 'alr_3',
    name: 'Failing deliveries',
    named: true,
    kind: 'failed-share',
    objectKind: 'sync',
    object: 'syn_1',
    objectName: 'CRM',
    threshold: 5,
  };
  stored = [{ ...silent, current: null }, shrinks, failing];
  await open(api, '/alerts', { role: 'marketer', personalData: false });
  await expect.element(item('Fewer than')).toHaveTextContent('Now: hidden');
  await expect.element(item('Failing deliveries')).toHaveTextContent('Now: hidden');
  await expect.element(item('Shop is down')).toHaveTextContent('Now: not known yet');
});

test('a figure is not known yet for those who may see personal data', async () => {
  stored = [shrinks];
  await open(api, '/alerts', { role: 'marketer' });
  await expect.element(item('Fewer than')).toHaveTextContent('Now: not known yet');
});
