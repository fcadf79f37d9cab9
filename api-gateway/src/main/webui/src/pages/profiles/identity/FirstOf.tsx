import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '@/texts/useTranslation';

interface Props<T> {
  all: readonly T[];
  /** How many are shown before. */
  first?: number;
  children: (each: T) => ReactNode;
}

/** The first items of a list, and the others on demand. */
export function FirstOf<T>({ all, first = 6, children }: Props<T>) {
  const { t } = useTranslation();
  const [every, setEvery] = useState(all.length <= first + 1);
  return (
    <>
      {(every ? all : all.slice(0, first)).map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
        <li key={index}>{children(each)}</li>
      ))}
      {!every && (
        <li>
          <Button size="compact-xs" variant="default" onClick={() => setEvery(true)}>
            {t('identity.why.showMore', { count: all.length - first })}
          </Button>
        </li>
      )}
    </>
  );
}
