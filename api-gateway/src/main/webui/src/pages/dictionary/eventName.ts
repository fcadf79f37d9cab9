import { humanEvent } from '@/components/text/humanName';
import type { TFunction } from '@/texts/useTranslation';

const CALLS = ['track', 'page', 'screen', 'group', 'alias'] as const;

export type Call = (typeof CALLS)[number];

/** What a page's address or the API calls the call; an unknown one is an event. */
export function callOf(call: string | undefined): Call {
  return CALLS.find((known) => known === call) ?? 'track';
}

/** The name of an event as the builder shows it. */
export function eventName(t: TFunction, call: Call, event: string | null | undefined): string {
  return event ? humanEvent(event) : t(`dictionary.unnamed.${call}`);
}

export function callOptions(t: TFunction) {
  return CALLS.map((value) => ({ value, label: t(`dictionary.calls.${value}`) }));
}
