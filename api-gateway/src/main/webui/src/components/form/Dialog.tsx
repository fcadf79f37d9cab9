import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { LaterModal } from '../later/LaterModal';

interface Props {
  title: string;
  opened?: boolean;
  onClose: () => void;
  size?: 'md' | 'lg' | 'xl';
  /** A click beside it does not close it: what was typed, or is shown once, would be lost. */
  holds?: boolean;
  children: ReactNode;
}

/** A window over the page. */
export function Dialog({ opened = true, size = 'md', holds = false, children, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <LaterModal
      opened={opened}
      size={size}
      closeOnClickOutside={!holds}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      {...rest}
    >
      {children}
    </LaterModal>
  );
}
