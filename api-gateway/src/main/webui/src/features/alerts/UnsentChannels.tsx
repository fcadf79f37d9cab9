import { Text } from '@mantine/core';
import type { ObjectKind, Unsent } from './kinds';
import { useUnsentWords } from './useUnsentWords';

interface Props {
  unsent: readonly Unsent[];
  /** The kind of object that the alerts are about. */
  about?: ObjectKind | undefined;
}

/** The channels that get no message, with the reasons. */
export function UnsentChannels({ unsent, about }: Props) {
  const words = useUnsentWords();
  return unsent.map((each) => (
    <Text key={each.channel} fz="sm">
      {words(each, about)}
    </Text>
  ));
}
