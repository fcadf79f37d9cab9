import { Menu } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Model } from '@/api/generated/model';
import { MoreMenu } from '@/components/page/MoreMenu';
import { FilingDialog } from '@/features/filing/FilingDialog';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';

/** What a user does less often with a model; absent where the role does not allow it. */
export function ModelMenu({ model }: { model: Model }) {
  const { t } = useTranslation();
  const may = useMay('changeModel').allowed;
  const more = useRef<HTMLButtonElement>(null);
  const [filing, setFiling] = useState(false);
  return (
    may && (
      <>
        <MoreMenu ref={more}>
          <Menu.Item onClick={() => setFiling(true)}>{t('filing.edit')}</Menu.Item>
        </MoreMenu>
        <FilingDialog
          kind="model"
          of={model}
          opened={filing}
          onClose={() => {
            setFiling(false);
            more.current?.focus();
          }}
        />
      </>
    )
  );
}
