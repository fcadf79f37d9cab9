import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { LaterModal } from '../later/LaterModal';
import { TypedForms, useCloseGuard } from './useCloseGuard';

interface Props {
  title: string;
  opened?: boolean;
  onClose: () => void;
  size?: 'md' | 'lg' | 'xl';
  /** A click beside it does not close it: what was typed, or is shown once, would be lost. */
  holds?: boolean;
  children: ReactNode;
}

/** A window over the page. It asks before it is closed with something typed in its form. */
export function Dialog({
  opened = true,
  size = 'md',
  holds = false,
  onClose,
  children,
  ...rest
}: Props) {
  const { t } = useTranslation();
  const { forms, close } = useCloseGuard(onClose);
  return (
    <LaterModal
      opened={opened}
      onClose={close}
      size={size}
      closeOnClickOutside={!holds}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      {...rest}
    >
      <TypedForms value={forms}>{children}</TypedForms>
    </LaterModal>
  );
}
