import type { AlertSettings, NewAlertSettings } from '@/api/generated/model';

/** The settings as they are typed. */
export interface Draft {
  emails: string;
  /** Empty for the address that is saved. */
  slackUrl: string;
  slackOff: boolean;
  webhookUrl: string;
  /** Empty for the secret that is saved. */
  signingSecret: string;
  silentGaps: string | number;
  failurePercent: string | number;
}

export function draftOf(settings: AlertSettings): Draft {
  return {
    emails: settings.emails?.join('\n') ?? '',
    slackUrl: '',
    slackOff: false,
    webhookUrl: settings.webhook?.url ?? '',
    signingSecret: '',
    silentGaps: settings.silentGaps,
    failurePercent: Number((settings.failureShare * 100).toFixed(6)),
  };
}

export function requestOf(draft: Draft, saved: AlertSettings): NewAlertSettings {
  const slackUrl = draft.slackUrl.trim();
  const webhookUrl = draft.webhookUrl.trim();
  const secret = draft.signingSecret.trim();
  const keepsSlack = saved.slack && !draft.slackOff;
  const emails = draft.emails
    .split(/[\s,;]+/)
    .map((email) => email.trim())
    .filter((email) => email !== '');
  // Addresses that the user does not see stay, unless the user enters others.
  const keepsEmails = saved.emails === null && emails.length === 0;
  return {
    ...(keepsEmails ? {} : { emails }),
    slack: slackUrl !== '' ? { url: slackUrl } : keepsSlack ? {} : null,
    webhook:
      webhookUrl === ''
        ? null
        : { url: webhookUrl, ...(secret === '' ? {} : { signingSecret: secret }) },
    silentGaps: Number(draft.silentGaps),
    failureShare: Number(draft.failurePercent) / 100,
  };
}
