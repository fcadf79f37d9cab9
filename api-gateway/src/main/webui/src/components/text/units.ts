import { LANGUAGE } from '@/texts/i18n';

const SPANS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A span of time in the largest unit of which it is a whole number; seconds may have a fraction. */
export function spanWords(milliseconds: number): string {
  const [unit, length] = SPANS.find(([, each]) => milliseconds % each === 0) ?? ['second', 1_000];
  return inUnit(milliseconds / length, unit, 'long');
}

/** A size as vendors state it: in thousands or millions of bytes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) {
    return inUnit(bytes, 'byte', 'long');
  }
  return bytes < 999_500
    ? inUnit(Math.round(bytes / 1_000), 'kilobyte', 'short')
    : inUnit(Math.round(bytes / 100_000) / 10, 'megabyte', 'short');
}

function inUnit(value: number, unit: string, unitDisplay: 'long' | 'short'): string {
  return new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit, unitDisplay }).format(value);
}
