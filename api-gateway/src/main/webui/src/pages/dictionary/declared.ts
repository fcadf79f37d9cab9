/** As which types rules can read values; with `none` as they were sent. */
export const DECLARED = ['none', 'text', 'number', 'boolean', 'date-time'] as const;

export type Declared = (typeof DECLARED)[number];

export function declaredOf(type: string | null | undefined): Declared {
  return DECLARED.find((each) => each === type) ?? 'none';
}
