import type { ModalProps } from '@mantine/core';
import { Suspense } from 'react';
import { later } from '@/components/later/later';
import { useFocusReturn } from './useFocusReturn';
import { useOpenedOnce } from './useOpenedOnce';

const OpenedModal = later(() =>
  import('./OpenedModal').then(({ OpenedModal }) => ({ default: OpenedModal })),
);

/** Mantine's modal, which the page loads when it is opened first. */
export function LaterModal(props: ModalProps) {
  // Here, and not in the part that is loaded: until then, what opened it may have lost the focus.
  useFocusReturn(props.opened);
  return (
    useOpenedOnce(props.opened) && (
      <Suspense>
        <OpenedModal {...props} />
      </Suspense>
    )
  );
}
