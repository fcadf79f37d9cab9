import { ActionIcon, Button, Skeleton, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import type { CorrectableType } from './correctable';

const OpenedIdentifierForm = later(() =>
  import('./OpenedIdentifierForm').then(({ OpenedIdentifierForm }) => ({
    default: OpenedIdentifierForm,
  })),
);

interface Props {
  profile: string;
  type: CorrectableType;
  /** Which identifier of the type is wrong; without it, the one that syncs send now. */
  value?: string;
}

/** Corrects an identifier of a person in a dialog. Beside an identifier, an icon opens the dialog. */
export function CorrectIdentifier({ profile, type, value }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const title = t(`activation.correctIdentifier.action.${type}`);
  const close = () => setOpened(false);
  return (
    <>
      {value === undefined ? (
        <Button onClick={() => setOpened(true)}>{title}</Button>
      ) : (
        <Tooltip label={title}>
          <ActionIcon
            size="sm"
            variant="default"
            aria-label={t('activation.correctIdentifier.of', { value })}
            onClick={() => setOpened(true)}
          >
            <IconPencil size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <Dialog opened={opened} holds onClose={close} title={title}>
        <Suspense fallback={<Skeleton h={190} aria-busy="true" />}>
          <OpenedIdentifierForm
            profile={profile}
            type={type}
            value={value}
            opened={opened}
            onClose={close}
          />
        </Suspense>
      </Dialog>
    </>
  );
}
