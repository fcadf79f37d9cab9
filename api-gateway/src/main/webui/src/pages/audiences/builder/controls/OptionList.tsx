import { Combobox } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  label: string;
  height: number;
  /** How many options there are. */
  count: number;
  /** What is said instead if there is no option; null if there are some. */
  none: string | null;
  /** Whether options may come. */
  busy?: boolean;
  children: ReactNode;
}

/** The options of a search. Without an option there is no list box, because an empty one is not accessible. */
export function OptionList({ label, height, count, none, busy = false, children }: Props) {
  const { t } = useTranslation();
  // The field refers to whichever of the two is there.
  const id = useId();
  return (
    <>
      {none === null ? (
        <Combobox.Options id={id} mah={height} style={{ overflowY: 'auto' }} aria-label={label}>
          {children}
        </Combobox.Options>
      ) : (
        <Combobox.Empty
          id={id}
          role="status"
          aria-busy={busy}
          // As in the list: a click keeps the focus in the field.
          onMouseDown={(event) => event.preventDefault()}
        >
          {none}
        </Combobox.Empty>
      )}
      {/* A screen reader says nothing of options that come and go while the focus is in the field. */}
      <div className="sr-only" role="status">
        {none === null && t('builder.options', { count })}
      </div>
    </>
  );
}
