import { expect, test } from 'vitest';
import { curl } from './curl';

test('the commands hold all that is needed, so that they work as they are', () => {
  const code = curl(
    { clientId: 'shop.report', secret: 's3cret', tokenUrl: 'https://id.example/token' },
    'https://cdp.example',
    'shop',
  );
  expect(code).toContain("curl -sS 'https://id.example/token'");
  expect(code).toContain("-d 'client_id=shop.report' -d 'client_secret=s3cret'");
  expect(code).toContain("'https://cdp.example/api/v1/workspaces/shop'");
  expect(code).toContain(String.raw`\([^"]*\)`);
});
