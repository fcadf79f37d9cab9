import { Modal, type ModalProps } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useFocusReturn } from './useFocusReturn';

/** Opens after it is there, so that it appears like one that was loaded before. */
export function OpenedModal({ opened, ...rest }: ModalProps) {
  const mounted = useMounted();
  useFocusReturn(opened);
  return <Modal opened={opened && mounted} returnFocus={false} {...rest} />;
}
