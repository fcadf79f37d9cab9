import { Button, Skeleton } from '@mantine/core';
import { Suspense, useState } from 'react';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import type { CorrectableType } from './origin';

const OpenedIdentifierForm = later(() =>
  import('./OpenedIdentifierForm').then(({ OpenedIdentifierForm }) => ({
    default: OpenedIdentifierForm,
  })),
);

interface Props {
  profile: string;
  type: CorrectableType;
}

/** Corrects the identifier that the destination refused, without leaving the sync log. */
export function CorrectIdentifier({ profile, type }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const title = t(`activation.correctIdentifier.action.${type}`);
  const close = () => setOpened(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>{title}</Button>
      <Dialog opened={opened} holds onClose={close} title={title}>
        <Suspense fallback={<Skeleton h={190} aria-busy="true" />}>
          <OpenedIdentifierForm profile={profile} type={type} opened={opened} onClose={close} />
        </Suspense>
      </Dialog>
    </>
  );
}
