import { expect, test } from 'vitest';
import { vendorMessage } from './vendorMessage';

test.each(['The token has expired', 'Use {email} as a placeholder [sic', ''])(
  'the plain text “%s” is the message',
  (words) => {
    expect(vendorMessage(words)).toBe(words);
  },
);

test.each([
  [
    'Property values were not valid: [{"isValid":false,"message":"Email address zoe@-shop.example is invalid","error":"INVALID_EMAIL","name":"email"}]',
    'Email address zoe@-shop.example is invalid',
  ],
  ['{"errors":[{"message":"No such list"}],"message":"Bad request"}', 'No such list'],
  ['{"error":{"message":"Invalid API key","type":"auth"}}', 'Invalid API key'],
  ['{"error":"invalid_grant","error_description":"The code has expired"}', 'The code has expired'],
  ['{"title":"Member exists","detail":"ada is on the list"}', 'ada is on the list'],
  ['{"message":"Wrong: {\\"message\\":\\"deep\\"}"}', 'deep'],
  ['{"errors":["first","second","first"]}', 'first · second'],
])('the answer %s says %s', (words, message) => {
  expect(vendorMessage(words)).toBe(message);
});

test('an answer without a sentence is shown as it is', () => {
  const words = '{"status":400,"code":17}';
  expect(vendorMessage(words)).toBe(words);
});
