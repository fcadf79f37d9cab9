import { expect, test } from 'vitest';
import { t } from '@/texts/i18n';
import { fieldLabel, partsOf } from './fields';

test('the parts of a pointer are read as RFC 6901 says', () => {
  expect(partsOf('/settings/a~1b~0c')).toEqual(['settings', 'a/b~c']);
});

test('a field has the words of the forms, and else its name as people say it', () => {
  expect(fieldLabel(t, '/from/audience')).toBe('Data to send › Audience');
  expect(fieldLabel(t, '/mapping/0/from/name')).toBe('Fields › 1 › Data to send › Name');
  expect(fieldLabel(t, '/settings/customProperties')).toBe('Settings › Custom properties');
  expect(fieldLabel(t, '/toString')).toBe('To string');
});
