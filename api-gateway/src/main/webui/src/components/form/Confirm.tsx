import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../feedback/Failure';
import { DangerButton } from './DangerButton';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in numbers where there are some. */
  children: ReactNode;
  action: string;
  /** To be typed before, where it cannot be undone. */
  name?: string;
  danger?: boolean;
  running: boolean;
  error: unknown;
  onConfirm: () => void;
}

/** Asks before something happens that matters. */
export function Confirm({ opened, onClose, title, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Asked onClose={onClose} {...rest} />
    </Modal>
  );
}

function Asked({
  onClose,
  children,
  action,
  name,
  danger = false,
  running,
  error,
  onConfirm,
}: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const Act = danger ? DangerButton : Button;
  return (
    <Stack gap="md">
      <div>{children}</div>
      {name !== undefined && (
        <TextInput
          label={t('activation.typeName', { name })}
          value={typed}
          autoComplete="off"
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      {error !== null && <Failure error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Act
          loading={running}
          disabled={name !== undefined && typed.trim() !== name}
          onClick={onConfirm}
        >
          {action}
        </Act>
      </Group>
    </Stack>
  );
}
