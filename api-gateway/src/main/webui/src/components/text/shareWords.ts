const LEAST = 0.001;
const MOST = 1 - LEAST;

/**
 * A share in words. A share that would be rounded to nothing is below the least one that is shown, and one that would be rounded
 * to everything is above the greatest one.
 */
export function shareWords(share: number, format: Intl.NumberFormat): string {
  if (share > 0 && share < LEAST) {
    return `< ${format.format(LEAST)}`;
  }
  return share > MOST && share < 1 ? `> ${format.format(MOST)}` : format.format(share);
}
