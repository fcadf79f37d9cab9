import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type {
  Edge,
  ExpectedDelivery,
  Identifier,
  UnmergePreview,
  UnmergeSide,
} from '@/api/generated/model';
import { Api, NEVER, Refusal } from '@/testing/api';
import { commandOf } from '@/testing/events';
import { closeApp, open } from '@/testing/open';
import { answerIdentity } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const HERS = 'ann@shop.example';
const HIS = 'bob@shop.example';

/** Bob's address was typed at Ann's, and his phone came with it. */
const identifiers: Identifier[] = [
  { type: 'user_id', value: 'ann' },
  { type: 'email', value: HERS },
  { type: 'anonymous_id', value: 'her-phone' },
  { type: 'email', value: HIS },
  { type: 'anonymous_id', value: 'his-phone' },
];
const masked = identifiers.map(({ type }) => ({ type, value: { masked: true as const } }));

const dialog = page.getByRole('dialog');
const side = (name: string) => dialog.getByRole('region', { name });
const choice = (name: string) => dialog.getByRole('checkbox', { name });
const button = (name: string) => page.getByRole('button', { name });
const show = dialog.getByRole('button', { name: 'Show what will happen' });

const pending = page.getByText('Pending: unmerge');

/** The command is applied. */
const applied = commandOf({ id: 'evt_9', type: 'unmerge-person', profile: 'prf_ann' });

let api: Api;

afterEach(() => {
  vi.useRealTimers();
});

function edgesOf(all: Identifier[]): Edge[] {
  const end = (index: number) => ({ index, type: '', value: '', ...all[index] });
  const edge = (left: number, right: number): Edge => ({
    left: end(left),
    right: end(right),
    at: AT,
    cause: 'evt_1',
    messageId: null,
    rulesVersion: 0,
    source: 'src_web',
  });
  return [edge(0, 1), edge(0, 2), edge(0, 3), edge(3, 4)];
}

function sideOf(events: number, all: Identifier[]): UnmergeSide {
  return {
    identifiers: all,
    events,
    rows: 0,
    traits: {},
    consent: {},
    subscriptions: {},
    aliases: [],
    firstSeen: AT,
    lastSeen: AT,
  };
}

/** What the API foresees of identifiers that leave. */
function previewOf(leaving: Identifier[]): UnmergePreview {
  const leaves = ({ value }: Identifier) => leaving.some((each) => each.value === value);
  return {
    profile: 'prf_ann',
    ticket: 'ticket-1',
    cuts: [],
    stays: sideOf(
      2,
      identifiers.filter((each) => !leaves(each)),
    ),
    leaves: sideOf(1, identifiers.filter(leaves)),
  };
}

function known(all: Identifier[]) {
  answerIdentity(api, all, { edges: edgesOf(all) });
}

beforeEach(() => {
  const none = { in: [], enters: [], exits: [] };
  api = new Api();
  known(identifiers);
  api.empty('listLinkedPeople', 'listSources', 'listModels');
  api.on('previewUnmerge', ({ body }) =>
    previewOf((body as { identifiers: Identifier[] }).identifiers),
  );
  api.on('previewAudiences', {
    asOf: AT,
    upToDate: true,
    ticket: 'ticket-2',
    stays: none,
    leaves: none,
  });
  api.on('previewDeliveries', { stays: [], leaves: [], kept: { stays: [], leaves: [] } });
});

async function askForHisAddress() {
  await open(api, '/profiles/prf_ann?tab=identity', { role: 'marketer' });
  await button(`Separate into a new person: ${HIS}`).click();
  await expect.element(side('Becomes a new person')).toHaveTextContent(HIS);
}

describe('making two people of one', () => {
  test('begins with what was pointed at, and shows both sides', async () => {
    await askForHisAddress();
    await expect.element(side('Becomes a new person')).toHaveTextContent('1 event · seen');
    await expect.element(side('Becomes a new person')).not.toHaveTextContent('his-phone');
    await expect.element(side('Stays')).toHaveTextContent('his-phone');
    await sound();
  });

  test('says whose identifier each address is that both have given', async () => {
    api.on('previewUnmerge', ({ body }) => {
      const preview = previewOf((body as { identifiers: Identifier[] }).identifiers);
      return {
        ...preview,
        stays: { ...preview.stays, traits: { email: HIS } },
        leaves: { ...preview.leaves, traits: { email: HERS } },
      };
    });
    await askForHisAddress();
    const effects = dialog.getByRole('region', { name: 'What will happen' });
    await expect
      .element(effects)
      .toHaveTextContent(
        `The e-mail address ${HERS} is an identifier of the person who stays only.`,
      );
    await expect
      .element(effects)
      .toHaveTextContent(`The e-mail address ${HIS} is an identifier of the new person only.`);
    await expect.element(effects).toHaveTextContent('The other person keeps it as the trait email');
    await expect.element(effects).toHaveTextContent('the identifier in its match field');
  });

  test('leaves out zeros, says one time once, and tells a missing answer from a refusal', async () => {
    const newsletter = { audience: 'aud_1', name: 'Newsletter' };
    const none = { in: [], enters: [], exits: [] };
    api.on('previewAudiences', {
      asOf: AT,
      upToDate: true,
      ticket: 'ticket-2',
      stays: { ...none, exits: [newsletter] },
      leaves: { ...none, exits: [newsletter] },
    });
    const sent: ExpectedDelivery = {
      change: 'create',
      destination: 'dst_1',
      sync: 'syn_1',
      object: 'contacts',
      record: HIS,
      fields: {},
      withheldFor: 'marketing',
    };
    const kept = { stays: [], leaves: [] };
    api.on('previewDeliveries', { stays: [sent], leaves: [sent], kept });
    api.on('previewUnmerge', ({ body }) => {
      const preview = previewOf((body as { identifiers: Identifier[] }).identifiers);
      return { ...preview, stays: { ...preview.stays, consent: { marketing: 'denied' } } };
    });
    api.empty('listDestinations', 'listSyncs', 'listAudiences');
    await askForHisAddress();
    const stays = side('Stays');
    const leaves = side('Becomes a new person');
    await expect.element(leaves).toHaveTextContent('no answer about marketing yet');
    await expect.element(stays).toHaveTextContent('marketing is not allowed');
    await expect.element(leaves).toHaveTextContent('Newsletter does not enter');
    await expect.element(stays).toHaveTextContent('Newsletter no longer in');
    await expect.element(leaves).not.toHaveTextContent('0 rows');
    expect(leaves.element().querySelectorAll('time')).toHaveLength(1);
    await sound();
  });

  test('says who has which record at a destination, and what both keep of an address', async () => {
    await page.viewport(375, 900);
    const record = { destination: 'dst_1', sync: 'syn_1', object: 'contacts' };
    const sent: ExpectedDelivery = { ...record, change: 'create', record: HERS, fields: {} };
    const kept = { stays: [], leaves: [{ ...record, record: HIS }] };
    api.on('previewDeliveries', { stays: [sent], leaves: [], kept });
    api.on('previewUnmerge', ({ body }) => {
      const preview = previewOf((body as { identifiers: Identifier[] }).identifiers);
      const traits = { email: ' Bob@shop.example' };
      return { ...preview, stays: { ...preview.stays, traits } };
    });
    api.empty('listDestinations', 'listSyncs');
    await askForHisAddress();
    await expect
      .element(side('Becomes a new person'))
      .toHaveTextContent(`${HIS} takes over the existing record in contacts, unchanged`);
    await expect.element(side('Stays')).toHaveTextContent(`${HERS} new record in contacts`);
    await expect
      .element(side('What will happen'))
      .toHaveTextContent(`${HIS} is an identifier of the new person only.`);
    await expect
      .element(side('What will happen'))
      .toHaveTextContent('The other person gets a new record with the next delivery');
    fits();
    await sound();
  });

  test('says that neither has a record at a destination', async () => {
    await askForHisAddress();
    const nothing = 'No record, and nothing is sent.';
    await expect.element(side('Becomes a new person')).toHaveTextContent(nothing);
    await expect.element(side('Stays')).toHaveTextContent(nothing);
    await expect.element(side('What will happen')).not.toHaveTextContent('is an identifier of');
  });

  test('never takes all there is', async () => {
    await askForHisAddress();
    await dialog.getByRole('button', { name: 'Choose other identifiers' }).click();
    await expect.poll(() => dialog.getByRole('checkbox').elements().length).toBe(5);
    await expect.element(choice(`E-mail address ${HIS}`)).toBeChecked();
    await expect.element(dialog.getByText('1 chosen')).toBeVisible();
    const others = ['User id ann', `E-mail address ${HERS}`, 'Anonymous id her-phone'];
    for (const each of [...others, 'Anonymous id his-phone']) {
      await choice(each).click();
    }
    await expect.element(dialog.getByText('At least one identifier has to stay.')).toBeVisible();
    await expect.element(show).toBeDisabled();
    for (const each of others) {
      await choice(each).click();
    }
    await expect.element(dialog.getByText('2 chosen')).toBeVisible();
    await sound();
    await show.click();
    await expect.element(side('Becomes a new person')).toHaveTextContent('his-phone');
    await expect.element(side('Stays')).not.toHaveTextContent('his-phone');
    expect(api.requests('unmergeProfile')).toEqual([]);
  });

  test('takes what was shown, and nothing before that is confirmed', async () => {
    api.on('unmergeProfile', NEVER);
    await askForHisAddress();
    expect(api.requests('unmergeProfile')).toEqual([]);
    await dialog.getByRole('button', { name: 'Separate' }).click();
    await expect
      .poll(() => api.bodies('unmergeProfile'))
      .toEqual([{ identifiers: [{ type: 'email', value: HIS }] }]);
  });

  test('is pending on the profile until it is applied, also after a reload', async () => {
    api.on('unmergeProfile', { event: 'evt_9' });
    api.on('readEvent', new Refusal(404, 'not-found'));
    await page.viewport(375, 900);
    await askForHisAddress();
    await dialog.getByRole('button', { name: 'Separate' }).click();
    await expect.element(pending).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    closeApp();
    await open(api, '/profiles/prf_ann?tab=identity', { role: 'marketer' });
    await expect.element(pending).toBeVisible();
    fits();
    await sound();

    api.on('readEvent', applied);
    await expect.element(pending).not.toBeInTheDocument();
  });

  test('that takes longer than usual says so, and names the event', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    api.on('unmergeProfile', { event: 'evt_9' });
    api.on('readEvent', new Refusal(404, 'not-found'));
    await askForHisAddress();
    await dialog.getByRole('button', { name: 'Separate' }).click();
    await expect.element(dialog.getByText('This takes a moment.')).toBeVisible();
    await expect.element(dialog.getByText('longer than usual')).not.toBeInTheDocument();
    await vi.advanceTimersByTimeAsync(30_000);
    await expect.element(dialog.getByText('longer than usual')).toBeVisible();
    await expect.element(dialog.getByRole('link', { name: 'the event' })).toBeVisible();
    await expect.element(dialog.getByText('This takes a moment.')).not.toBeInTheDocument();
    await sound();
  });

  test('that is refused leaves the choice to be changed', async () => {
    api.on(
      'previewUnmerge',
      new Refusal(409, 'still-connected', { detail: 'Both were named in web' }),
    );
    await page.viewport(375, 900);
    await open(api, '/profiles/prf_ann?tab=identity', { role: 'marketer' });
    await button(`Separate into a new person: ${HIS}`).click();
    await expect
      .element(dialog.getByRole('alert'))
      .toHaveTextContent('They would still be one person');
    await expect.element(dialog.getByRole('button', { name: 'Separate' })).not.toBeInTheDocument();
    fits();
    await sound();
    await dialog.getByRole('button', { name: 'Choose identifiers instead' }).click();
    await expect.element(choice(`E-mail address ${HIS}`)).toBeChecked();
  });
});

describe('a user who may not unmerge', () => {
  async function reads(reason: string) {
    await expect.element(page.getByText(reason)).toBeVisible();
    const node = document.querySelector<HTMLElement>('[data-item^="box"]');
    expect(node).not.toBeNull();
    node?.click();
    await expect.element(page.getByText('known since').first()).toBeVisible();
    await expect.element(button('Separate into a new person')).not.toBeInTheDocument();
    await expect.element(page.getByRole('checkbox')).not.toBeInTheDocument();
    await sound();
  }

  test('for want of the role reads which one it takes', async () => {
    await open(api, '/profiles/prf_ann?tab=identity', { role: 'viewer' });
    await reads('Unmerging requires the role Marketer.');
  });

  test('for want of the right to see personal data reads that', async () => {
    known(masked);
    await open(api, '/profiles/prf_ann?tab=identity', { role: 'marketer', personalData: false });
    await reads('Unmerging requires the right to see personal data');
  });
});
