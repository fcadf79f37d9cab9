import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { EventDetail, TraitOfProfile } from '@/api/generated/model';
import { PendingChanges } from '@/features/pending/pendingChanges';
import { Api, Refusal } from '@/testing/api';
import { answerConfirm } from '@/testing/confirm';
import { crm } from '@/testing/hubspot';
import { goTo } from '@/testing/keyboard';
import { pageOf, workspace } from '@/testing/northwind';
import { closeApp, open } from '@/testing/open';
import { profileOf } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const EVENT = 'evt_1';

const ada = profileOf({
  id: 'prf_1',
  person: { text: 'Ada', source: 'name' },
  identifiers: [{ type: 'email', value: 'ada@shop.example' }],
  traits: { firstName: 'Ada' },
  consent: { marketing: 'granted' },
  subscriptions: { email: 'subscribed' },
});
const byHand = { kind: 'manual', source: null, model: null, row: null, author: null };
const firstName: TraitOfProfile = {
  trait: 'firstName',
  value: 'Ada',
  classification: 'harmless',
  policy: 'latest',
  origin: byHand,
  said: [],
};
const plan: TraitOfProfile = {
  ...firstName,
  trait: 'plan',
  value: 'pro',
  origin: { kind: 'source', source: 'src_1', model: null, row: null, author: null },
};

const dialog = page.getByRole('dialog');
const panel = page.getByRole('region', { name: 'Consent and subscriptions' });
const traits = page.getByRole('region', { name: 'Traits' });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const set = dialog.getByRole('button', { name: 'Set answer' });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readProfile', ada);
  api.on('listTraitsOfProfile', pageOf(firstName, plan));
  api.empty('listAudiences', 'listAudiencesOfProfile', 'listSources', 'listModels', 'listEvents');
  api.on('listDestinations', pageOf(crm));
  api.on('readEvent', new Refusal(404, 'not-found'));
});

/** From now on the API has the outcome of the change. */
function ends(outcome: string, reason: string | null = null): void {
  api.on('readEvent', {
    event: {
      id: EVENT,
      source: 'manual',
      type: 'set-consent',
      name: null,
      outcome,
      reason,
      profile: ada.id,
      person: null,
      timestamp: AT,
      receivedAt: AT,
    },
    received: null,
    processed: null,
    leftOut: [],
    author: null,
    corrected: null,
  } satisfies EventDetail);
}

describe('consent', () => {
  test('has a history of answers, each with its time and its origin', async () => {
    const past = { about: 'consent', name: 'marketing', by: 'server', time: AT } as const;
    api.on('readConsent', {
      consent: {},
      subscriptions: {},
      history: [
        {
          ...past,
          state: 'granted',
          source: 'manual',
          event: 'evt_2',
          author: { id: 'sub-1', name: 'Demo Person' },
        },
        { ...past, state: 'denied', source: 'src_1', event: 'evt_1', author: null },
      ],
    });
    api.empty('listSources', 'listModels', 'listMembers');
    await page.viewport(375, 900);
    await open(api, '/profiles/prf_1', { role: 'viewer' });
    await button('History of answers').click();
    const all = panel.getByRole('list', { name: 'History of answers' }).getByRole('listitem');
    await expect.element(all.nth(0)).toHaveTextContent('marketing: Granted');
    await expect.element(all.nth(0)).toHaveTextContent('Manually, by Demo Person');
    await expect.element(all.nth(1)).toHaveTextContent('marketing: Denied');
    await expect.element(all.nth(1)).toHaveTextContent('a deleted source');
    await expect.element(all.nth(1)).not.toHaveTextContent('src_1');
    fits();
    await sound();
  });

  test('is changed by the keyboard, and is pending until the profile shows the new answer', async () => {
    await page.viewport(375, 900);
    api.on('setConsent', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await goTo('{Tab}', 'Change the consent to marketing');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog.getByLabelText('Granted')).toHaveFocus();
    await set.click();
    await expect.element(dialog.getByText('Choose an answer.')).toBeVisible();
    fits();
    await sound();
    const effect = 'Destinations with this purpose get no further changes of this person.';
    await expect.element(dialog).not.toHaveTextContent(effect);
    await dialog.getByLabelText('Denied').click();
    await expect.element(dialog).toHaveTextContent(effect);
    await set.click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.bodies('setConsent')).toEqual([{ state: 'denied' }]);
    expect(api.requests('setConsent')[0]?.place.purpose).toBe('marketing');
    await expect.element(button('Change the consent to marketing')).toHaveFocus();
    await expect.element(page.getByText('Sent; it is applied in a moment.')).toBeVisible();
    await expect.element(panel.getByText('Pending')).toBeVisible();
    await expect.element(panel.getByText('Granted', { exact: true })).toBeVisible();
    // What the person has answered is in no storage that outlives the page.
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain('denied');
    fits();
    await sound();

    api.on('readProfile', { ...ada, consent: { marketing: 'denied' } });
    ends('applied');
    await expect.element(panel.getByText('Denied', { exact: true })).toBeVisible();
    await expect.element(panel.getByText('Pending')).not.toBeInTheDocument();
    await expect.element(panel.getByText('Granted', { exact: true })).not.toBeInTheDocument();
  });

  test('stays pending after the page is loaded again', async () => {
    api.on('setConsent', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Change the consent to marketing').click();
    await dialog.getByLabelText('Denied').click();
    await set.click();
    await expect.element(panel.getByText('Pending')).toBeVisible();
    closeApp();
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await expect.element(panel.getByText('Pending')).toBeVisible();
  });

  test('that the user has sent in another tab is pending in this one, too', async () => {
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await expect.element(panel.getByText('Granted', { exact: true })).toBeVisible();
    // A document of its own changes the storage as another tab does.
    const tab = document.body.appendChild(document.createElement('iframe')).contentWindow;
    const sentBy = (user: string) =>
      new PendingChanges(
        () => (tab ?? window).localStorage,
        () => user,
      );
    const sent = { event: EVENT, sentAt: Date.now() };
    sentBy('eve').add(workspace.key, ada.id, { ...sent, subject: 'trait', name: 'firstName' });
    sentBy('ada').add(workspace.key, ada.id, {
      ...sent,
      subject: 'consent',
      name: 'marketing',
    });
    await expect.element(panel.getByText('Pending')).toBeVisible();
    await expect.element(traits.getByText('Pending')).not.toBeInTheDocument();
    sentBy('ada').remove(workspace.key, ada.id, EVENT);
    await expect.element(panel.getByText('Pending')).not.toBeInTheDocument();
  });

  test('that was not applied is shown with the reason, until the user dismisses it', async () => {
    api.on('setConsent', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Change the consent to marketing').click();
    await dialog.getByLabelText('Denied').click();
    ends('quarantined', 'profile-too-large');
    await set.click();
    await expect.element(panel.getByText('Not applied')).toBeVisible();
    await expect
      .element(panel.getByRole('link', { name: 'The profile would become too large' }))
      .toBeVisible();
    await sound();
    await panel.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(panel.getByText('Not applied')).not.toBeInTheDocument();
    await expect.element(panel.getByText('Granted', { exact: true })).toBeVisible();
  });

  test('is set for a purpose that a destination uses, and has no answer before it is applied', async () => {
    api.on('readProfile', { ...ada, consent: {} });
    api.on('readWorkspace', { ...workspace, unknownConsentAllows: ['analytics'] });
    api.on('setConsent', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Set answer').click();
    await set.click();
    await expect.element(dialog.getByText('Enter a purpose.')).toBeVisible();
    const purpose = dialog.getByRole('combobox', { name: 'Purpose' });
    await purpose.click();
    await expect.element(dialog.getByRole('option', { name: 'analytics' })).toBeVisible();
    await dialog.getByRole('option', { name: 'marketing' }).click();
    await dialog.getByLabelText('Granted').click();
    await set.click();
    await expect.element(panel.getByText('Pending')).toBeVisible();
    await expect.element(panel.getByText('No answer')).toBeVisible();
    expect(api.requests('setConsent')[0]?.place.purpose).toBe('marketing');
  });

  test('that the API refuses stays typed, and nothing is pending', async () => {
    api.on('setConsent', new Refusal(422, 'invalid', { detail: 'Not a purpose' }));
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Set answer').click();
    await dialog.getByRole('combobox', { name: 'Purpose' }).fill('a b');
    await dialog.getByLabelText('Denied').click();
    await set.click();
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('Not a purpose');
    await expect.element(dialog.getByRole('combobox', { name: 'Purpose' })).toHaveValue('a b');
    await expect.element(panel.getByText('Pending')).not.toBeInTheDocument();
  });

  test('is read only for other roles, and the page names the role', async () => {
    await open(api, '/profiles/prf_1', { role: 'viewer' });
    await expect
      .element(panel.getByText('Setting an answer requires the role Marketer.'))
      .toBeVisible();
    await expect.element(button('Set answer')).not.toBeInTheDocument();
    await expect.element(button('Change the consent to marketing')).not.toBeInTheDocument();
    await expect.element(button('Empty firstName')).not.toBeInTheDocument();
  });
});

test('a subscription to a channel is set', async () => {
  api.on('setSubscription', { event: EVENT });
  await open(api, '/profiles/prf_1', { role: 'marketer' });
  await button('Set answer').click();
  await dialog.getByText('Subscription', { exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Channel' }).fill('sms');
  await dialog.getByLabelText('Unsubscribed').click();
  await set.click();
  await expect.element(panel.getByText('Pending')).toBeVisible();
  expect(api.bodies('setSubscription')).toEqual([{ state: 'unsubscribed' }]);
  expect(api.requests('setSubscription')[0]?.place.channel).toBe('sms');
});

describe('a correction', () => {
  test('names the user who made it', async () => {
    const author = { id: 'sub-1', name: 'Demo Person' };
    const origin = { kind: 'manual', source: null, model: null, row: null, author };
    api.on('listTraitsOfProfile', pageOf({ ...firstName, origin }));
    api.empty('listMembers');
    await open(api, '/profiles/prf_1', { role: 'viewer' });
    await expect.element(traits).toHaveTextContent('Manually, by Demo Person');
    await sound();
  });

  test('is pending in its row until it is applied; nothing says that it is done before', async () => {
    api.on('correctTrait', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Correct firstName').click();
    await dialog.getByRole('textbox').fill('Eda');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Sent; it is applied in a moment.')).toBeVisible();
    await expect.element(traits.getByText('Pending')).toBeVisible();
    await expect.element(traits.getByText('Ada', { exact: true })).toBeVisible();
    expect(JSON.stringify({ ...localStorage })).not.toContain('Eda');

    api.on('listTraitsOfProfile', pageOf({ ...firstName, value: 'Eda' }, plan));
    ends('applied');
    await expect.element(traits.getByText('Eda', { exact: true })).toBeVisible();
    await expect.element(traits.getByText('Pending')).not.toBeInTheDocument();
  });

  test('that is refused stays typed until it is changed, and Escape asks before it is lost', async () => {
    const confirm = answerConfirm(false);
    api.on('correctTrait', new Refusal(422, 'invalid', { detail: 'The value is too long' }));
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Correct firstName').click();
    const field = dialog.getByRole('textbox');
    await field.fill('');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog.getByText('Enter a value.')).toBeVisible();
    await field.fill('Eda');
    await expect.element(dialog.getByText('Enter a value.')).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('The value is too long');
    await userEvent.keyboard('{Escape}');
    await expect.element(field).toHaveValue('Eda');
    await field.fill('Ed');
    await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument();
    await field.fill('Ada');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.bodies('correctTrait')).toEqual([{ value: 'Eda' }]);
    expect(confirm.times).toBe(1);
  });

  test('that a delivery led to leads back to the delivery', async () => {
    await page.viewport(375, 900);
    api.on('correctTrait', { event: EVENT });
    await open(api, '/profiles/prf_1?correct=firstName&delivery=dlv_1', { role: 'marketer' });
    await dialog.getByRole('textbox').fill('Eda');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect
      .element(traits.getByRole('link', { name: 'Back to the delivery' }))
      .toHaveAttribute('href', '/w/northwind/deliveries/dlv_1');
    fits();
    await sound();
  });

  test('of an empty trait begins with an empty text', async () => {
    api.on('listTraitsOfProfile', pageOf({ ...firstName, value: null, origin: null }, plan));
    api.empty('listTraits');
    api.on('correctTrait', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Correct firstName').click();
    const field = dialog.getByRole('textbox', { name: 'Value' });
    await expect.element(field).toHaveValue('');
    await expect.element(dialog).not.toHaveTextContent('JSON');
    await field.fill('Hugo');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.bodies('correctTrait')).toEqual([{ value: 'Hugo' }]);
  });

  test('of an empty trait has the type of the data dictionary', async () => {
    api.on('listTraitsOfProfile', pageOf({ ...firstName, trait: 'visits', value: null }));
    const visits = { trait: 'visits', type: 'none', types: ['number'], classification: 'harmless' };
    api.on('listTraits', pageOf(visits));
    api.on('correctTrait', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Correct visits').click();
    await expect.element(dialog).toHaveTextContent('Enter a number.');
    await dialog.getByRole('textbox', { name: 'Value' }).fill('12');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.bodies('correctTrait')).toEqual([{ value: 12 }]);
  });

  test('of the trait of an identifier needs its format, and says that the identifiers stay', async () => {
    await page.viewport(375, 900);
    api.on('listTraitsOfProfile', pageOf({ ...firstName, trait: 'email', value: 'ada@exampel' }));
    api.on('correctTrait', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Correct email').click();
    await expect
      .element(dialog)
      .toHaveTextContent('This changes the trait, not the identifiers of the person.');
    const field = dialog.getByRole('textbox', { name: 'Value' });
    await field.fill('ada@northwind');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(dialog.getByText('Enter an e-mail address, such as ada@example.com.'))
      .toBeVisible();
    fits();
    await sound();
    expect(api.requests('correctTrait')).toEqual([]);
    await field.fill('ada@northwind.example');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.bodies('correctTrait')).toEqual([{ value: 'ada@northwind.example' }]);
  });
});

describe('a trait', () => {
  const hugo = {
    origin: { kind: 'source', source: 'src_1', model: null, row: null, author: null },
    identifier: { type: 'email', value: 'ada@shop.example' },
    value: 'Hugo',
    time: AT,
    event: 'evt_0',
    wins: false,
  };

  beforeEach(() => {
    api.on('listTraitsOfProfile', pageOf({ ...firstName, said: [hugo] }, plan));
  });

  test('is emptied after the dialog has said what that means', async () => {
    await page.viewport(375, 900);
    api.on('withdrawTrait', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Empty firstName').click();
    await expect.element(dialog).toHaveTextContent('Current value: Ada');
    await expect.element(dialog).toHaveTextContent('destinations get an empty value');
    await expect
      .element(dialog)
      .toHaveTextContent('comes back only with the next newer event or row');
    fits();
    await sound();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(button('Empty firstName')).toHaveFocus();
    expect(api.requests('withdrawTrait')).toEqual([]);

    await button('Empty plan').click();
    await expect.element(dialog).not.toHaveTextContent('To use the value of another source');
    await dialog.getByRole('button', { name: 'Empty this trait' }).click();
    await expect.element(traits.getByText('Pending')).toBeVisible();
    expect(api.requests('withdrawTrait').map(({ place }) => place.trait)).toEqual(['plan']);
    fits();
  });

  test('gets the values of the sources again when its correction is withdrawn', async () => {
    await page.viewport(375, 900);
    const corrected = { ...hugo, origin: byHand, value: 'Ada', event: 'evt_2', wins: true };
    api.on('listTraitsOfProfile', pageOf({ ...firstName, said: [corrected, hugo] }, plan));
    api.empty('listMembers');
    api.on('withdrawCorrection', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await expect.element(button('Use the sources’ value of plan again')).not.toBeInTheDocument();
    await button('Empty firstName').click();
    await expect.element(dialog).toHaveTextContent('choose “Use the sources’ value again”');
    await userEvent.keyboard('{Escape}');
    await button('Use the sources’ value of firstName again').click();
    await expect.element(dialog).toHaveTextContent('The correction by hand is withdrawn.');
    await expect.element(dialog.getByRole('listitem')).toHaveTextContent(/^Hugo/);
    fits();
    await sound();
    await dialog.getByRole('button', { name: 'Use the sources’ value again' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByText('Sent; it is applied in a moment.')).toBeVisible();
    await expect.element(traits.getByText('Pending')).toBeVisible();
    expect(api.requests('withdrawCorrection').map(({ place }) => place.trait)).toEqual([
      'firstName',
    ]);

    const source = { ...firstName, value: 'Hugo', origin: hugo.origin };
    api.on('listTraitsOfProfile', pageOf({ ...source, said: [{ ...hugo, wins: true }] }, plan));
    ends('applied');
    await expect.element(traits.getByText('Hugo', { exact: true })).toBeVisible();
    await expect.element(traits.getByText('Pending')).not.toBeInTheDocument();
    await expect
      .element(button('Use the sources’ value of firstName again'))
      .not.toBeInTheDocument();
  });

  test('that a user emptied becomes empty without values of sources, and keeps the identifiers', async () => {
    const emptied = { ...hugo, origin: byHand, value: null };
    const email = { ...firstName, trait: 'email', value: null, origin: null, said: [emptied] };
    api.on('listTraitsOfProfile', pageOf(email));
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Use the sources’ value of email again').click();
    await expect.element(dialog).toHaveTextContent('No source has a value for this trait');
    await expect.element(dialog).toHaveTextContent('The identifiers of the person do not change');
  });

  test('gets the value of another source instead', async () => {
    api.on('correctTrait', { event: EVENT });
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Empty firstName').click();
    await expect.element(dialog).toHaveTextContent('To use the value of another source');
    await dialog.getByRole('button', { name: /^Use “Hugo”/ }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(traits.getByText('Pending')).toBeVisible();
    expect(api.bodies('correctTrait')).toEqual([{ value: 'Hugo' }]);
    expect(api.requests('withdrawTrait')).toEqual([]);
  });
});

describe('a trait that the person does not have', () => {
  const listed = (trait: string, type: string, types: string[]) => ({
    trait,
    type,
    types,
    classification: 'harmless',
  });

  beforeEach(() => {
    api.on('correctTrait', { event: EVENT });
    api.on(
      'listTraits',
      pageOf(listed('plan', 'none', ['string']), listed('visits', 'none', ['number'])),
    );
  });

  test('is added from the data dictionary with its type, and is pending until it is applied', async () => {
    await page.viewport(375, 900);
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Add trait').click();
    const name = dialog.getByRole('combobox', { name: 'Trait', exact: true });
    await expect.element(name).toHaveFocus();
    await name.fill('v');
    await expect.element(dialog.getByRole('option', { name: 'visits' })).toBeVisible();
    await dialog.getByRole('option', { name: 'visits' }).click();
    const add = dialog.getByRole('button', { name: 'Add trait' });
    await dialog.getByRole('textbox', { name: 'Value', exact: true }).fill('many');
    await add.click();
    await expect.element(dialog.getByText('Enter a number, such as 4.5.')).toBeVisible();
    fits();
    await sound();
    await dialog.getByRole('textbox', { name: 'Value', exact: true }).fill('12');
    await add.click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.bodies('correctTrait')).toEqual([{ value: 12 }]);
    expect(api.requests('correctTrait')[0]?.place.trait).toBe('visits');
    await expect.element(traits.getByText('visits')).toBeVisible();
    await expect.element(traits.getByText('Pending')).toBeVisible();

    api.on(
      'listTraitsOfProfile',
      pageOf(firstName, plan, { ...firstName, trait: 'visits', value: 12 }),
    );
    ends('applied');
    await expect.element(traits.getByText('12', { exact: true })).toBeVisible();
    await expect.element(traits.getByText('Pending')).not.toBeInTheDocument();
  });

  test('is refused with the reason', async () => {
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Add trait').click();
    await dialog.getByRole('combobox', { name: 'Trait', exact: true }).fill('tier');
    await dialog.getByRole('textbox', { name: 'Value', exact: true }).fill('first');
    ends('quarantined', 'profile-too-large');
    await dialog.getByRole('button', { name: 'Add trait' }).click();
    await expect.element(traits.getByText('Not applied')).toBeVisible();
    await expect
      .element(traits.getByRole('link', { name: 'The profile would become too large' }))
      .toBeVisible();
    await traits.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(traits.getByText('tier')).not.toBeInTheDocument();
  });

  test('is not one that the person has already', async () => {
    await open(api, '/profiles/prf_1', { role: 'marketer' });
    await button('Add trait').click();
    const name = dialog.getByRole('combobox', { name: 'Trait', exact: true });
    await name.fill('plan');
    await expect.element(dialog.getByRole('option', { name: 'plan' })).not.toBeInTheDocument();
    await dialog.getByRole('textbox', { name: 'Value', exact: true }).fill('pro');
    await dialog.getByRole('button', { name: 'Add trait' }).click();
    await expect.element(dialog.getByText('The person already has plan.')).toBeVisible();
    await expect.element(name).toHaveFocus();
    expect(api.requests('correctTrait')).toEqual([]);
  });

  test('is not offered to users who may not correct traits', async () => {
    await open(api, '/profiles/prf_1', { role: 'viewer' });
    await expect.element(traits.getByText('first name')).toBeVisible();
    await expect.element(button('Add trait')).not.toBeInTheDocument();
  });
});
