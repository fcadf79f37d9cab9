import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SDKS } from './sdks';
import { snippet } from './snippet';
import { events } from './snippets/events';
import { library } from './snippets/library';

test.each(SDKS)('the code for %s holds the address and the key that are known', (sdk) => {
  const code = snippet(sdk, 'https://events.northwind.example/', 'wk_1');
  expect(code).toContain('events.northwind.example');
  expect(code).not.toContain('example//');
  expect(code).toContain('wk_1');
});

test.each(SDKS)('the code for %s shows what is left to fill in', (sdk) => {
  const code = snippet(sdk, 'https://events.example', null);
  expect(code).toContain('YOUR_WRITE_KEY');
});

test('a browser is told the protocol apart from the host', () => {
  const code = snippet('browser', 'http://localhost:8081', 'wk_1');
  expect(code).toContain("apiHost: 'localhost:8081/v1'");
  expect(code).toContain("protocol: 'http'");
});

test.each(SDKS)('the code for %s identifies a person and sends an order with consent', (sdk) => {
  const code = snippet(sdk, 'https://events.example', 'wk_1');
  expect(code.toLowerCase()).toContain('identify');
  expect(code).toContain('mila@example.com');
  for (const word of ['Order Completed', 'Segment Consent Preference Updated']) {
    expect(code).toContain(word);
  }
  for (const property of ['orderId', 'revenue', 'consent', 'categoryPreferences', 'marketing']) {
    expect(code).toMatch(new RegExp(`['"]?${property}\\b`));
  }
  expect(code).not.toMatch(/\btotal\b/);
});

test.each(SDKS)('the code for %s takes the answer about consent from a variable', (sdk) => {
  const code = snippet(sdk, 'https://events.example', 'wk_1');
  expect(code).toMatch(/the answer of the person, .*Never (pass )?a constant/i);
  // The code grants nothing as it stands. Only options of curl are true.
  expect(code.replace(/CURLOPT_\w+ => true/g, '')).not.toMatch(/\btrue\b/i);
});

test.each(['browser', 'script', 'tagManager'] as const)(
  'the code for %s sends nothing about a person before it is called',
  (sdk) => {
    const code = snippet(sdk, 'https://events.example', 'wk_1');
    const called = code.slice(0, code.indexOf('onConsent'));
    expect(called).not.toMatch(/analytics\.(track|identify)\(/);
    for (const name of ['onConsent', 'onSignIn', 'onOrder']) {
      expect(code).toMatch(new RegExp(`function ${name}\\(|window\\.${name} = function`));
    }
  },
);

test.each(['browser', 'script', 'tagManager', 'ios', 'android'] as const)(
  'the code for %s says that a grant counts only before sign-in',
  (sdk) => {
    const code = snippet(sdk, 'https://events.example', 'wk_1');
    expect(code.replace(/\s+(\/\/ )?/g, ' ')).toContain('only while the person is anonymous');
    expect(code.toLowerCase()).toContain('after sign-in, your server sends it');
  },
);

test.each(['ios', 'android'] as const)('the code for %s gives the host without protocol', (sdk) => {
  const code = snippet(sdk, 'https://events.example', 'wk_1');
  expect(code).toContain('"events.example/v1"');
  expect(code).not.toContain('https://events.example');
});

test.each(['php', 'curl'] as const)('the body of the code for %s is a batch of events', (sdk) => {
  const answer = { php: '$answer', curl: "'$marketing'" }[sdk];
  expect(snippet(sdk, 'https://events.example', 'wk_1')).toContain(events(answer));
  const { batch } = JSON.parse(events('false')) as { batch: Record<string, unknown>[] };
  const consent = { categoryPreferences: { marketing: false } };
  expect(batch).toEqual([
    { type: 'identify', userId: 'user-1', traits: { email: 'mila@example.com' } },
    {
      type: 'track',
      userId: 'user-1',
      event: 'Segment Consent Preference Updated',
      context: { consent },
    },
    {
      type: 'track',
      userId: 'user-1',
      event: 'Order Completed',
      properties: { orderId: 'order-1', revenue: 129 },
      context: { consent },
    },
  ]);
});

test('the code for Tag Manager names no variable, because a container refuses unknown ones', () => {
  expect(snippet('tagManager', 'https://events.example', 'wk_1')).not.toContain('{{');
});

// `SnippetsTest` of services/e2e compares the hash with the file of this version.
test.each(['script', 'tagManager'] as const)(
  'the code for %s loads one version of the SDK only, with the hash of its file',
  (sdk) => {
    const clients = new URL(
      '../../../../../../../services/e2e/src/test/node/package.json',
      import.meta.url,
    );
    const version = JSON.parse(readFileSync(clients, 'utf8')).dependencies[
      '@segment/analytics-next'
    ];
    expect(library.url).toContain(`/npm/@segment/analytics-next@${version}/`);
    const code = snippet(sdk, 'https://events.example', 'wk_1');
    expect(code.split('cdn.jsdelivr.net')).toHaveLength(2);
    expect(code).toContain(library.url);
    expect(code).toMatch(/integrity ?= ?['"]sha384-[\w+/]{64}['"]/);
    expect(code).toMatch(/crossorigin ?= ?['"]anonymous['"]/i);
  },
);
