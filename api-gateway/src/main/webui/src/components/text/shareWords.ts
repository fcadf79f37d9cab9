const LEAST = 0.001;

/** A share in words. A share that would be rounded to nothing is below the least one that is shown. */
export function shareWords(share: number, format: Intl.NumberFormat): string {
  return share > 0 && share < LEAST ? `< ${format.format(LEAST)}` : format.format(share);
}
