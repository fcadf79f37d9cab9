import { Button, Drawer } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kind } from './kinds';
import { useHistorySearch } from './useHistorySearch';
import { Versions } from './Versions';

interface Props {
  kind: Kind;
  id: string;
  /** Null where the object itself cannot be read, for example after its deletion. */
  name: string | null;
}

/** Opens the versions of an object: who changed what when, and the way back. */
export function History({ kind, id, name }: Props) {
  const { t } = useTranslation();
  const { shown, showAll, close } = useHistorySearch();
  const [held, hold] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={showAll}
      >
        {t('history.open')}
      </Button>
      <Drawer
        opened={shown.what !== 'nothing'}
        onClose={close}
        closeOnEscape={!held}
        trapFocus={!held}
        inert={held}
        position="right"
        size="lg"
        title={name === null ? t('history.open') : t('history.title', { name })}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <Versions key={`${kind} ${id}`} kind={kind} id={id} hold={hold} />
      </Drawer>
    </>
  );
}
