import { expect, test } from 'vitest';
import { SDKS, snippet } from './snippet';

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
