const WORDS = /birth|\bdob\b|\bborn\b|anniversar(y|ies)|geburt|geboorte|verjaardag/i;

/** Whether a date of this name, as people say it, comes back each year. */
export function isBirthday(name: string): boolean {
  return WORDS.test(name);
}
