import { Column } from '@/components/page/Columns';
import { CappedPeople } from './CappedPeople';
import { LargestPeople } from './LargestPeople';
import { SharedIdentifiers } from './SharedIdentifiers';

/** Which identifiers are not a person's own, what they held back, and who has the most of them. */
export function SharedTab() {
  return (
    <Column>
      <CappedPeople />
      <SharedIdentifiers />
      <LargestPeople />
    </Column>
  );
}
