import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { TypedForms, useCloseGuard } from '@/components/form/useCloseGuard';
import { LaterDrawer } from '@/components/later/LaterDrawer';
import { later } from '@/components/later/later';
import { useRequested } from '@/components/page/useRequested';
import { useTranslation } from '@/texts/useTranslation';
import type { Watched } from './kinds';

const OpenedRules = later(() =>
  import('./OpenedRules').then(({ OpenedRules }) => ({ default: OpenedRules })),
);

interface Props extends Watched {
  name: string;
  /** The number of people of an audience, as its page shows it. */
  people?: string;
}

/** Opens the alert rules of an object. */
export function ObjectAlerts({ kind, id, name, people }: Props) {
  const { t } = useTranslation();
  const [opened, { open, close: hide }] = useDisclosure(false);
  const [adding, setAdding] = useState(false);
  const [held, hold] = useState(false);
  const { forms, close } = useCloseGuard(hide);
  useRequested('alerts', 'new', () => {
    setAdding(true);
    open();
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBell size={16} aria-hidden />}
        onClick={() => {
          setAdding(false);
          open();
        }}
      >
        {t('alertRules.open')}
      </Button>
      <LaterDrawer
        opened={opened}
        onClose={close}
        closeOnEscape={!held}
        trapFocus={!held}
        inert={held}
        position="right"
        size="md"
        title={t('alertRules.title', { name })}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <TypedForms value={forms}>
          <Suspense>
            <OpenedRules watched={{ kind, id }} adding={adding} people={people} hold={hold} />
          </Suspense>
        </TypedForms>
      </LaterDrawer>
    </>
  );
}
