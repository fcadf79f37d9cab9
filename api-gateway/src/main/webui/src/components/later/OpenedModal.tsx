import '@/theme/windows.css';
import { Modal, type ModalProps } from '@mantine/core';
import { useMounted } from '@mantine/hooks';

/** Opens after it is there, so that it appears like one that was loaded before. Who shows it returns the focus. */
export function OpenedModal({ opened, ...rest }: ModalProps) {
  const mounted = useMounted();
  return <Modal opened={opened && mounted} returnFocus={false} {...rest} />;
}
