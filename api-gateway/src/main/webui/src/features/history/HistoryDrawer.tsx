import { useState } from 'react';
import { OpenedDrawer } from '@/components/later/OpenedDrawer';
import { useFocusReturn } from '@/components/later/useFocusReturn';
import { useTranslation } from '@/texts/useTranslation';
import type { FieldsOf } from './fields/useField';
import type { Kind } from './kinds';
import { useHistorySearch } from './useHistorySearch';
import { Versions } from './Versions';

/** An object whose history may be opened. */
export interface Opened {
  id: string;
  /** Null where the object itself cannot be read, for example after its deletion. */
  name: string | null;
}

interface Props extends Opened {
  kind: Kind;
  useFields: () => FieldsOf;
}

/** The versions of an object, which the page loads when they are opened first. */
export function HistoryDrawer({ kind, id, name, useFields }: Props) {
  const { t } = useTranslation();
  const { shown, close } = useHistorySearch();
  const [held, hold] = useState(false);
  const opened = shown.what !== 'nothing';
  useFocusReturn(opened);
  return (
    <OpenedDrawer
      opened={opened}
      onClose={close}
      closeOnEscape={!held}
      trapFocus={!held}
      inert={held}
      position="right"
      size="lg"
      title={name === null ? t('history.open') : t('history.title', { name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Versions key={`${kind} ${id}`} kind={kind} id={id} useFields={useFields} hold={hold} />
    </OpenedDrawer>
  );
}
