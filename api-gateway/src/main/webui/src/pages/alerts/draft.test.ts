import { describe, expect, it } from 'vitest';
import type { AlertSettings } from '@/api/generated/model';
import { draftOf, requestOf } from './draft';

const saved: AlertSettings = {
  emails: ['ops@shop.example'],
  emailCount: 1,
  emailAvailable: true,
  slack: true,
  webhook: { url: 'https://shop.example/alerts' },
  silentGaps: 5,
  failureShare: 0.01,
  channels: [],
};

describe('alert settings', () => {
  it('keep their secrets when nothing else is typed', () => {
    expect(requestOf(draftOf(saved), saved)).toEqual({
      emails: ['ops@shop.example'],
      slack: {},
      webhook: { url: 'https://shop.example/alerts' },
      silentGaps: 5,
      failureShare: 0.01,
    });
  });

  it('lose a channel that is switched off or emptied', () => {
    const draft = { ...draftOf(saved), emails: ' ', slackOff: true, webhookUrl: '' };
    expect(requestOf(draft, saved)).toMatchObject({ emails: [], slack: null, webhook: null });
  });

  it('keep addresses that the user does not see, unless the user enters others', () => {
    const hidden = { ...saved, emails: null, emailCount: 2 };
    expect(requestOf(draftOf(hidden), hidden)).not.toHaveProperty('emails');
    const draft = { ...draftOf(hidden), emails: 'me@shop.example' };
    expect(requestOf(draft, hidden).emails).toEqual(['me@shop.example']);
  });

  it('take addresses however they are separated', () => {
    const draft = { ...draftOf(saved), emails: 'a@x.example, b@x.example;\nc@x.example' };
    expect(requestOf(draft, saved).emails).toEqual(['a@x.example', 'b@x.example', 'c@x.example']);
  });
});
