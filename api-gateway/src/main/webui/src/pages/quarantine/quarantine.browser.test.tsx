import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { QuarantinedMessage } from '@/api/generated/model';
import type { Role } from '@/api/may';
import { Api, Refusal } from '@/testing/api';
import { frames, late } from '@/testing/late';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T08:55:00Z';

const newer: QuarantinedMessage = {
  id: '17',
  messageId: 'msg_17',
  type: 'dev.tributary.profile.v2',
  topic: 'profiles',
  partition: 3,
  offset: 24365,
  reason: 'unknown',
  detail: "This version does not know messages of type 'dev.tributary.profile.v2'",
  quarantinedAt: AT,
  state: 'waiting',
  redrives: 1,
  whole: true,
};

const undecided: QuarantinedMessage = {
  ...newer,
  id: '18',
  messageId: null,
  type: 'dev.tributary.audience.undecided.v1',
  reason: 'failed',
  detail: 'Failed with ArithmeticException',
  redrives: 0,
};

/** Nothing waits anywhere, unless the test says otherwise. */
function emptyApi(): Api {
  const api = new Api();
  api.empty('listQuarantineReasons', 'listIdentityResolutionQuarantineReasons');
  api.empty('listAudienceBuilderQuarantineReasons', 'listDestinationsQuarantineReasons');
  api.empty('listControlPlaneQuarantineReasons');
  api.empty('listIdentityResolutionQuarantine', 'listAudienceBuilderQuarantine');
  api.empty('listDestinationsQuarantine', 'listControlPlaneQuarantine');
  return api;
}

/** Two reasons at the audience builder, and the messages of each. */
function apiWithMessages(): Api {
  const api = emptyApi();
  api.on(
    'listAudienceBuilderQuarantineReasons',
    pageOf(
      { reason: 'unknown', count: 2401, newest: AT },
      { reason: 'failed', count: 1, newest: AT },
    ),
  );
  api.on('listAudienceBuilderQuarantine', ({ query }) =>
    query.state === 'requested' ? pageOf() : pageOf(query.reason === 'unknown' ? newer : undecided),
  );
  api.on('readAudienceBuilderMessage', {
    quarantined: newer,
    message: { kind: 'updated', email: 'ann@example.com' },
  });
  return api;
}

const openPage = (api: Api, role: Role = 'engineer', search = '') =>
  open(api, `/quarantine${search}`, { role });

const newerPanel = page.getByRole('region', { name: 'Audiences: messages of a newer version' });

test('nothing is said to be empty before every service has answered', async () => {
  const api = emptyApi();
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  api.on('listDestinationsQuarantineReasons', async () => {
    await answered;
    return pageOf();
  });
  const opened = openPage(api);
  await expect.poll(() => api.requests('listQuarantineReasons').length).toBeGreaterThan(1);
  const empty = page.getByRole('heading', { name: 'Nothing is in quarantine' });
  await expect.element(empty).not.toBeInTheDocument();
  expect(document.querySelectorAll('[aria-busy=true]').length).toBeGreaterThan(0);
  answer();
  await opened;
  await expect.element(empty).toBeVisible();
  await sound();
});

test('nothing is said to be empty before the messages that are tried again are known', async () => {
  const api = emptyApi();
  const requested = late<ReturnType<typeof pageOf<QuarantinedMessage>>>();
  api.on('listDestinationsQuarantine', requested.answer);
  const opened = openPage(api);
  await expect.poll(() => api.requests('listControlPlaneQuarantineReasons').length).toBe(1);
  const empty = page.getByRole('heading', { name: 'Nothing is in quarantine' });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  await frames(10);
  await expect.element(empty).not.toBeInTheDocument();
  expect(document.querySelectorAll('[aria-busy=true]').length).toBeGreaterThan(0);
  requested.give(pageOf());
  await opened;
  await expect.element(empty).toBeVisible();
});

test('messages that are tried again and cannot be read are not called none', async () => {
  const api = emptyApi();
  api.on('listDestinationsQuarantine', new Refusal(502, 'service-unreachable'));
  await openPage(api);
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(page.getByText('Nothing is in quarantine')).not.toBeInTheDocument();
});

test('a service that does not answer is named, and the others are shown', async () => {
  const api = apiWithMessages();
  api.on('listDestinationsQuarantineReasons', new Refusal(502, 'service-unreachable'));
  await openPage(api);
  await expect
    .element(page.getByRole('region', { name: 'Destinations: messages in quarantine' }))
    .toBeVisible();
  await expect.element(newerPanel).toHaveTextContent('2,401');
  await expect
    .element(page.getByRole('region', { name: 'Audiences: messages that could not be applied' }))
    .toBeVisible();
});

test('a message is shown with its place, and is tried again alone', async () => {
  await page.viewport(375, 900);
  const api = apiWithMessages();
  api.on('redriveAudienceBuilderMessage', { ...newer, state: 'requested' });
  const visited = await openPage(api);
  await newerPanel.getByRole('button', { name: 'Show messages' }).click();
  await expect
    .poll(() => visited.address())
    .toBe('/quarantine?service=audience-builder&reason=unknown');
  const message = newerPanel.getByRole('listitem');
  await expect.element(message).toHaveTextContent('Topic profiles');
  await expect.element(message).toHaveTextContent('Tried again 1 time.');
  await message.getByRole('button', { name: 'The message' }).click();
  await expect.element(message).toHaveTextContent('Partition 3, offset 24365');
  await expect.element(message.getByLabelText('The message')).toHaveTextContent('ann@example.com');
  fits();
  await sound();
  await message.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('1 message is tried again.')).toBeVisible();
  expect(api.requests('redriveAudienceBuilderMessage').map(({ place }) => place.message)).toEqual([
    '17',
  ]);
});

test('a message that is tried again is pending until the service has applied it, also after a reload', async () => {
  await page.viewport(375, 900);
  const api = emptyApi();
  api.on('listAudienceBuilderQuarantine', ({ query }) =>
    query.state === 'requested' ? pageOf({ ...newer, state: 'requested' }) : pageOf(),
  );
  await openPage(api);
  const pending = page.getByRole('region', { name: 'Audiences: messages that are tried again' });
  await expect.element(pending.getByRole('listitem')).toHaveTextContent('Pending');
  await expect.element(pending.getByRole('listitem')).toHaveTextContent(newer.type);
  await expect.element(page.getByText('Nothing is in quarantine')).not.toBeInTheDocument();
  fits();
  await sound();
});

test('all of a reason are tried again, some at a time', async () => {
  const api = apiWithMessages();
  const parts = [
    { requested: 200, more: true },
    { requested: 13, more: false },
  ];
  api.on('redriveAudienceBuilderQuarantine', () => parts.shift() ?? { requested: 0, more: false });
  await openPage(api);
  await newerPanel.getByRole('button', { name: 'Try all again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Try 2,401 messages again?' });
  await expect.element(dialog).toHaveTextContent('Audiences applies them once more.');
  await sound();
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('213 messages are tried again.')).toBeVisible();
  expect(api.bodies('redriveAudienceBuilderQuarantine')).toEqual([
    { reason: 'unknown' },
    { reason: 'unknown' },
  ]);
});

test('a refused attempt says why and leaves the message where it is', async () => {
  const api = apiWithMessages();
  api.on(
    'redriveAudienceBuilderMessage',
    new Refusal(409, 'conflict', { detail: 'The message has been redriven already' }),
  );
  await openPage(api, 'engineer', '?service=audience-builder&reason=unknown');
  const message = newerPanel.getByRole('listitem');
  await message.getByRole('button', { name: 'Try again' }).click();
  await expect.element(message).toHaveTextContent('The message has been redriven already');
});

test('whoever may not try again is told who may, and sees no message that is masked', async () => {
  const api = apiWithMessages();
  api.on('readAudienceBuilderMessage', { quarantined: newer, message: { masked: true } });
  await openPage(api, 'viewer', '?service=audience-builder&reason=unknown');
  await expect
    .element(newerPanel.getByText('Trying again requires the role Engineer.'))
    .toBeVisible();
  await expect.element(page.getByRole('button', { name: /again/ })).not.toBeInTheDocument();
  const message = newerPanel.getByRole('listitem');
  await message.getByRole('button', { name: 'The message' }).click();
  await expect.element(message).toHaveTextContent('Partition 3, offset 24365');
  await expect.element(message).not.toHaveTextContent('ann@example.com');
});
