import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  saving: boolean;
  onCancel: () => void;
  /** The words of the button that sends the form. */
  children: ReactNode;
}

/** The end of a form that is left or sent. */
export function FormButtons({ saving, onCancel, children }: Props) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {t('form.cancel')}
      </Button>
      <Button type="submit" loading={saving}>
        {children}
      </Button>
    </Group>
  );
}
