import { humanName } from '@/components/text/humanName';
import { hasText } from '@/texts/i18n';
import type { TFunction } from '@/texts/useTranslation';

/** The parts of a JSON pointer (RFC 6901). */
export function partsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The place of a requested value, in the words of the forms: “Fields › 1 › Value from › Name”. */
export function fieldLabel(t: TFunction, pointer: string): string {
  return partsOf(pointer)
    .map((part) => partLabel(t, part))
    .join(' › ');
}

function partLabel(t: TFunction, part: string): string {
  if (/^\d+$/.test(part)) {
    return String(Number(part) + 1);
  }
  const text = `approvals.fields.${part}`;
  return hasText(text) ? t(text as 'approvals.fields.name') : capital(humanName(part));
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
