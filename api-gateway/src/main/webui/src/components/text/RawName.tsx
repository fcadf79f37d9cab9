import { Text } from '@mantine/core';

interface Props {
  name: string;
  /** The name as people say it. */
  label: string;
}

/** The name by which the API knows something, below its readable name; nothing if both are the same. */
export function RawName({ name, label }: Props) {
  return name === label ? null : (
    <>
      {' '}
      <Text component="span" display="block" className="mono" c="dimmed">
        {name}
      </Text>
    </>
  );
}
