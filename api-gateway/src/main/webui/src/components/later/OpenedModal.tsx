import { Modal, type ModalProps } from '@mantine/core';
import { useMounted } from '@mantine/hooks';

/** Opens after it is there: only then Mantine knows where the focus goes back to. */
export function OpenedModal({ opened, ...rest }: ModalProps) {
  const mounted = useMounted();
  return <Modal opened={opened && mounted} {...rest} />;
}
