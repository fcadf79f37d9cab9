import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { Failure } from '../feedback/Failure';
import { DangerButton } from './DangerButton';
import { Dialog } from './Dialog';

interface Props {
  opened?: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in numbers where there are some. */
  children: ReactNode;
  action: string;
  /** Another button, before that of the action. */
  more?: ReactNode;
  /** To be typed before, where it cannot be undone. */
  name?: string;
  /** Whether it takes something away. */
  danger?: boolean;
  /** Whether what is asked beside has been answered. */
  ready?: boolean;
  /** What is shown of a failure, where there is more to say than of any. */
  failed?: (error: Error) => ReactNode;
  mutation: Pick<UseMutationResult<unknown, Error, void>, 'mutate' | 'isPending' | 'error'>;
}

/** Asks before something happens that matters. */
export function Confirm({ opened = true, onClose, title, ...rest }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Question onClose={onClose} {...rest} />
    </Dialog>
  );
}

/** What is asked within a dialog that has more to show before. */
export function Question({
  onClose,
  children,
  action,
  more,
  name,
  danger = false,
  ready = true,
  failed = (error) => <Failure error={error} />,
  mutation,
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
      {mutation.error && failed(mutation.error)}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        {more}
        <Act
          loading={mutation.isPending}
          disabled={!ready || (name !== undefined && typed.trim() !== name)}
          onClick={() => mutation.mutate()}
        >
          {action}
        </Act>
      </Group>
    </Stack>
  );
}
