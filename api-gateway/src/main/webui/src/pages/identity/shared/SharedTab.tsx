import { Stack } from '@mantine/core';
import { CappedPeople } from './CappedPeople';
import { SharedIdentifiers } from './SharedIdentifiers';

/** Which identifiers are not a person's own, and what they held back. */
export function SharedTab() {
  return (
    <Stack gap="md">
      <CappedPeople />
      <SharedIdentifiers />
    </Stack>
  );
}
