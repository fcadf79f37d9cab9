import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { callName } from './callName';

interface Props {
  name: string | null;
  type: string;
  /** Around the name, such as a link. */
  wrap?: (name: string) => ReactNode;
}

/** What an event is called, with the kind of call behind it where it has a name of its own. */
export function EventName({ name, type, wrap = (text) => text }: Props) {
  const { t } = useTranslation();
  const kind = t(callName(type), { type });
  return (
    <>
      <Text component="span" fw={600}>
        {wrap(name ?? kind)}
      </Text>
      {name && (
        <Text component="span" fz="sm" c="dimmed">
          {' '}
          {kind}
        </Text>
      )}
    </>
  );
}
