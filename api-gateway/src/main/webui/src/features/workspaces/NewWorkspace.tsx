import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/form/Dialog';

/** Only admins of the installation need it, so it is no part of the first load. */
const Form = lazy(() =>
  import('./NewWorkspaceForm').then(({ NewWorkspaceForm }) => ({ default: NewWorkspaceForm })),
);

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Creates a workspace, and shows the secret of its first API client once. */
export function NewWorkspace({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog size="lg" holds opened={opened} onClose={onClose} title={t('workspace.create')}>
      <Suspense fallback={<Skeleton height={420} />}>
        <Form onClose={onClose} />
      </Suspense>
    </Dialog>
  );
}
