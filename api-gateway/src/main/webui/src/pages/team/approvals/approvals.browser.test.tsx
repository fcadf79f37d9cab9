import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ChangeRequest, ChangeRequestField } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { answerConfirm } from '@/testing/confirm';
import { crm } from '@/testing/hubspot';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const request: ChangeRequest = {
  id: 'chg_1',
  state: 'open',
  operation: 'createSync',
  method: 'POST',
  path: '/syncs',
  ifMatch: null,
  reason: 'For the summer',
  changes: [],
  own: false,
  requestedBy: 'mila',
  requestedAt: '2026-03-02T09:00:00Z',
  expiresAt: '2026-03-09T09:00:00Z',
  decision: null,
  outcome: null,
  answer: null,
};

const field = (pointer: string, value: ChangeRequestField['value']): ChangeRequestField => ({
  field: pointer,
  value,
  secret: false,
  masked: false,
});

const panel = (name: string) => page.getByRole('region', { name });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listAudiences', pageOf(loyal));
  api.on('listDestinations', pageOf(crm));
  api.on('listMembers', pageOf(ada));
  api.empty('listSyncs', 'listModels', 'listSources', 'listWarehouses');
});

function waiting(...requests: ChangeRequest[]) {
  api.on('listChangeRequests', ({ query }) =>
    query.state === 'decided' ? pageOf() : pageOf(...requests),
  );
}

test('a requested sync is shown with names instead of ids, and with the words of its form', async () => {
  waiting({
    ...request,
    changes: [
      field('/destination', crm.id),
      field('/from/audience', loyal.id),
      field('/mode', 'mirror'),
      field('/mapping/0/field', 'firstname'),
    ],
  });
  await page.viewport(375, 900);
  await open(api, '/team?tab=approvals');
  const shown = panel('Create a sync that sends personal data');
  await expect.element(shown).toHaveTextContent(/Destination\s*CRM/);
  await expect.element(shown).toHaveTextContent(/Data to send › Audience\s*Loyal/);
  await expect.element(shown).toHaveTextContent(/What the sync does\s*Create, update and remove/);
  await expect.element(shown).toHaveTextContent(/Fields › 1 › Field\s*firstname/);
  await expect.element(shown).not.toHaveTextContent(crm.id);
  await expect.element(shown).not.toHaveTextContent(loyal.id);
  fits();
  await sound();
});

test('a key names an object of the kind of its field, also if an object of another kind has the key', async () => {
  api.on('listSyncs', pageOf({ ...contacts, key: loyal.key, name: 'Nightly' }));
  api.on('listDestinations', pageOf({ ...crm, key: loyal.name }));
  waiting({ ...request, changes: [field('/from/audience', loyal.key)] });
  await open(api, '/team?tab=approvals');
  const shown = panel('Create a sync that sends personal data');
  await expect.element(shown).toHaveTextContent(new RegExp(`Audience\\s*${loyal.name}`));
});

test('a change of rights names the member, and the role as the form does', async () => {
  waiting({
    ...request,
    operation: 'putMember',
    method: 'PUT',
    path: `/members/${ada.id}`,
    changes: [field('/role', 'engineer'), field('/personalData', true)],
  });
  await open(api, '/team?tab=approvals');
  const shown = panel('Change the rights of Ada Visser');
  await expect.element(shown).toHaveTextContent(/Role\s*Engineer/);
  await expect.element(shown).toHaveTextContent(/Right to personal data\s*yes/i);
  await expect.element(shown).not.toHaveTextContent(ada.id);
});

test.each([
  ['forgotten', '4711', /Account\s*4711/, /different account.* sent again as a new one/],
  ['kept', null, /Account\s*The account that the destination does not name/, /same records/],
])('a decision about an account says what “%s” does', async (ids, account, named, told) => {
  waiting({
    ...request,
    operation: 'decideAccount',
    path: `/destinations/${crm.id}/account/decision`,
    changes: [field('/account', account as ChangeRequestField['value']), field('/ids', ids)],
  });
  await open(api, '/team?tab=approvals');
  const shown = panel('Confirm another account of the destination CRM');
  await expect.element(shown).toHaveTextContent(named);
  await expect.element(shown).toHaveTextContent(told);
  await expect.element(shown).not.toHaveTextContent(new RegExp(`Records\\s*${ids}|removed`));
});

test('a change of what was deleted since has no id in place of the name', async () => {
  waiting({ ...request, operation: 'changeSync', method: 'PATCH', path: '/syncs/syn_gone' });
  await open(api, '/team?tab=approvals');
  await expect.element(panel('Change the sync (name unknown)')).toBeVisible();
  await expect.element(page.getByText('syn_gone')).not.toBeInTheDocument();
});

test('a rejection needs a reason, stays typed after a refusal, and asks before it is lost', async () => {
  const confirm = answerConfirm(false);
  waiting({ ...request, changes: [field('/mode', 'mirror')] });
  api.on('rejectChange', new Refusal(409, 'state', { detail: 'The request was withdrawn' }));
  await page.viewport(375, 900);
  await open(api, '/team?tab=approvals');
  await page.getByRole('button', { name: /^Reject: / }).click();
  const dialog = page.getByRole('dialog');
  const reason = dialog.getByRole('textbox', { name: 'Reason for the rejection' });
  const reject = dialog.getByRole('button', { name: 'Reject' });
  await reject.click();
  await expect.element(dialog.getByText('Enter a reason.')).toBeVisible();
  await reason.fill(' Not in summer ');
  await expect.element(dialog.getByText('Enter a reason.')).not.toBeInTheDocument();
  await reject.click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('The request was withdrawn');
  fits();
  await sound();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => confirm.times).toBe(1);
  await expect.element(reason).toHaveValue(' Not in summer ');
  api.on('rejectChange', { ...request, state: 'rejected' });
  waiting();
  await reject.click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.bodies('rejectChange')).toEqual([
    { reason: 'Not in summer' },
    { reason: 'Not in summer' },
  ]);
});
