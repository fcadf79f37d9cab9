import { Menu } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Audience } from '@/api/generated/model';
import { MenuLink } from '@/components/links';
import { MoreMenu } from '@/components/page/MoreMenu';
import { FilingDialog } from '@/features/filing/FilingDialog';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { DeleteAudience } from './DeleteAudience';

/** What a user does less often with an audience; what the role does not allow is absent. */
export function AudienceMenu({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const mayCreate = useMay('createAudience').allowed;
  const mayChange = useMay('changeAudience').allowed;
  const mayDelete = useMay('deleteAudience').allowed;
  const more = useRef<HTMLButtonElement>(null);
  const [filing, setFiling] = useState(false);
  const [deleting, setDeleting] = useState(false);
  if (!mayCreate && !mayChange && !mayDelete) {
    return null;
  }
  return (
    <>
      <MoreMenu ref={more}>
        {mayCreate && (
          <MenuLink
            to="/w/$workspace/audiences/new"
            params={{ workspace }}
            search={{ copy: audience.id }}
          >
            {t('audiences.duplicate')}
          </MenuLink>
        )}
        {mayChange && <Menu.Item onClick={() => setFiling(true)}>{t('filing.edit')}</Menu.Item>}
        {mayDelete && (
          <Menu.Item color="red.9" onClick={() => setDeleting(true)}>
            {t('activation.delete')}
          </Menu.Item>
        )}
      </MoreMenu>
      <FilingDialog
        kind="audience"
        of={audience}
        opened={filing}
        onClose={() => {
          setFiling(false);
          more.current?.focus();
        }}
      />
      <DeleteAudience
        audience={audience}
        opened={deleting}
        onClose={() => {
          setDeleting(false);
          more.current?.focus();
        }}
      />
    </>
  );
}
