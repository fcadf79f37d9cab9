import { useHere, useMay } from '@/workspace/here';

/** Whether the user may correct identifiers of people: a role, and the right to see them. */
export function useMayCorrectIdentifier(): boolean {
  const may = useMay('correctIdentifier').allowed;
  return useHere().personalData && may;
}
