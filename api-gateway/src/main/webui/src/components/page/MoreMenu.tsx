import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  /**
   * The button. A dialog that an entry opens gives the focus back to it, because the entry itself is
   * gone by then.
   */
  ref: Ref<HTMLButtonElement>;
  children: ReactNode;
}

/** The less frequent actions of a page. */
export function MoreMenu({ ref, children }: Props) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          ref={ref}
          variant="default"
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {t('activation.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
