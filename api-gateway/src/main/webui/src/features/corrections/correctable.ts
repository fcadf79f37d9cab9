/** The types of identifiers that users can correct. */
export const CORRECTABLE = ['email', 'phone'] as const;

export type CorrectableType = (typeof CORRECTABLE)[number];

export function correctableType(type: string): CorrectableType | undefined {
  return CORRECTABLE.find((each) => each === type);
}
