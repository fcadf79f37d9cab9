import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { AudienceMember, PersonLabel } from '@/api/generated/model';
import { Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const SHARED = '/identity?tab=shared';

const ADA: PersonLabel = { text: 'Ada Lovelace', source: 'name' };
const MAIL: PersonLabel = { text: 'bob@northwind.example', source: 'email' };
const BY_ID: PersonLabel = { text: 'Person …8c89', source: 'id' };

const link = (name: string) => page.getByRole('link', { name, exact: true });
const member = (profile: string, person: PersonLabel): AudienceMember => ({
  profile,
  person,
  since: AT,
});

test('a list shows people by the names that come with it, and asks for no other', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  api.on('readAudience', loyal);
  api.empty('listSyncs', 'listAudiences');
  api.on(
    'listAudienceMembers',
    pageOf(member('prf_ada', ADA), member('prf_bob', MAIL), member('prf_018c89', BY_ID)),
  );
  await open(api, '/audiences/aud_1?tab=people');
  await expect
    .element(link('Ada Lovelace'))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_ada');
  await expect.element(link('bob@northwind.example')).toBeVisible();
  await expect.element(link('Person …8c89')).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'Why is Ada Lovelace in the audience' }))
    .toBeVisible();
  await expect.element(page.getByText('prf_', { exact: false })).not.toBeInTheDocument();
  expect(api.requests('labelPeople')).toEqual([]);
  fits();
  await sound();
});

test('names that a list lacks are read with one request for all people', async () => {
  const api = largest(['prf_ada', 'prf_bob']);
  let answered = () => {};
  const wait = new Promise<void>((resolve) => {
    answered = resolve;
  });
  api.on('labelPeople', async () => {
    await wait;
    return {
      data: [
        { profile: 'prf_ada', person: ADA },
        { profile: 'prf_bob', person: MAIL },
      ],
    };
  });
  await open(api, SHARED, { role: 'viewer' });
  // The end of the id is for those who hear the page; others see a placeholder.
  await expect.element(link('Person …_ada')).toBeVisible();
  answered();
  await expect.element(link('Ada Lovelace')).toBeVisible();
  await expect.element(link('bob@northwind.example')).toBeVisible();
  expect(api.bodies('labelPeople')).toEqual([{ profiles: ['prf_ada', 'prf_bob'] }]);
});

test('names that cannot be read leave the ends of the ids', async () => {
  const api = largest(['prf_018c89']);
  api.on('labelPeople', new Refusal(404, 'not-found'));
  await open(api, SHARED, { role: 'viewer' });
  await expect.element(link('Person …8c89')).toHaveTextContent('Person …8c89');
});

/** These people have the most identifiers. */
function largest(profiles: string[]): Api {
  const api = new Api();
  api.empty('listSharedIdentifiers', 'listCappedPeople');
  api.on('readIdentityRules', NEVER);
  api.on('readIdentityHealth', {
    largest: profiles.map((profile) => ({ profile, identifiers: 12 })),
    merges: [],
    suspected: 0,
  });
  return api;
}
