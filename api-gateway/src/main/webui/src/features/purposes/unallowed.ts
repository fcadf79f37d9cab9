import type { Purposes } from '@/api/generated/model';
import { mostSimilar } from './similar';

/** A purpose for which people have not consented, so that their data would be withheld. */
export interface Unallowed {
  purpose: string;
  /** Whether nobody has consented for certain; else nobody of those who were read. */
  certain: boolean;
  /** A purpose that people allow and that is spelt similarly. */
  similar: string | null;
}

/**
 * @param answered the purposes that people have answered
 * @param granted the purposes for which people who never answered count as granted
 */
export function unallowed(
  purposes: readonly string[],
  answered: Purposes,
  granted: readonly string[],
): Unallowed[] {
  const allowed = [
    ...granted,
    ...answered.data.filter((each) => each.granted).map(({ purpose }) => purpose),
  ];
  return purposes
    .filter((purpose) => !allowed.includes(purpose))
    .map((purpose) => ({
      purpose,
      certain: !answered.sampled && !answered.fewHidden,
      similar: mostSimilar(
        purpose,
        allowed.filter((each) => !purposes.includes(each)),
      ),
    }));
}
