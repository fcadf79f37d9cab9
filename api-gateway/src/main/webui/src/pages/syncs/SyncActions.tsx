import { Button, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { deleteSync, pauseSync, rerunSync, resumeSync } from '@/api/generated/operations';
import { syncQuery, syncsQuery } from '@/api/queries';
import { figures } from '@/components/deliveries/figures';
import { Confirm } from '@/components/form/Confirm';
import { ButtonLink } from '@/components/links';
import { MoreMenu } from '@/components/page/MoreMenu';
import { useFormats } from '@/components/text/useFormats';
import { FilingDialog } from '@/features/filing/FilingDialog';
import { withdraws } from '@/features/syncs/modes';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { ReplayEvents } from './ReplayEvents';
import { SendTest } from './SendTest';

type Asked = 'pause' | 'resume' | 'rerun' | 'replay' | 'delete' | 'test' | 'filing' | null;

/** What remains at the destination of a deleted sync. */
function deleteDetail(mode: Sync['mode']) {
  switch (mode) {
    case 'append':
      return 'activation.deleteSyncOfEvents';
    case 'delete':
      return 'activation.deleteSyncThatDeletes';
    default:
      return 'activation.deleteSyncDetail';
  }
}

/** What a user may do with a sync; what their role does not allow is absent. */
export function SyncActions({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const may = useMay('changeSync').allowed;
  const more = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const done = () => {
    close();
    return client.invalidateQueries(syncQuery(workspace, sync.id));
  };
  const on = sync.state === 'active';
  const turn = useMutation({
    mutationFn: () => (on ? pauseSync : resumeSync)(workspace, sync.id),
    onSuccess: done,
  });
  const rerun = useMutation({ mutationFn: () => rerunSync(workspace, sync.id), onSuccess: done });
  const remove = useMutation({
    mutationFn: () => deleteSync(workspace, sync.id),
    onSuccess: () => {
      void navigate({ to: '/w/$workspace/syncs', params: { workspace } });
      void client.invalidateQueries(syncsQuery(workspace));
    },
  });
  if (!may) {
    return null;
  }
  const { delivered, onTheirWay } = figures([sync.counts]);
  const there = formats.number(delivered);
  const deletes = sync.mode === 'delete';
  return (
    <>
      <Button
        variant={on ? 'default' : 'filled'}
        loading={turn.isPending}
        onClick={() => (on || deletes ? setAsked(on ? 'pause' : 'resume') : turn.mutate())}
      >
        {t(on ? 'activation.pause' : 'activation.resume')}
      </Button>
      <ButtonLink
        variant="default"
        to="/w/$workspace/syncs/$sync/edit"
        params={{ workspace, sync: sync.id }}
      >
        {t('activation.edit')}
      </ButtonLink>
      <MoreMenu ref={more}>
        <Menu.Item onClick={() => setAsked('test')}>
          {t(deletes ? 'activation.deleteTest' : 'activation.sendTest')}
        </Menu.Item>
        <Menu.Item onClick={() => setAsked('rerun')}>{t('activation.rerun')}</Menu.Item>
        {sync.from.kind === 'events' && (
          <Menu.Item onClick={() => setAsked('replay')}>{t('activation.replay')}</Menu.Item>
        )}
        <Menu.Item onClick={() => setAsked('filing')}>{t('filing.edit')}</Menu.Item>
        <Menu.Item color="red.9" onClick={() => setAsked('delete')}>
          {t('activation.delete')}
        </Menu.Item>
      </MoreMenu>
      <FilingDialog
        kind="sync"
        of={sync}
        opened={asked === 'filing'}
        onClose={() => {
          close();
          more.current?.focus();
        }}
      />
      <SendTest sync={sync} opened={asked === 'test'} onClose={close} />
      <ReplayEvents sync={sync} opened={asked === 'replay'} onClose={close} />
      <Confirm
        opened={asked === 'pause'}
        onClose={close}
        title={t('activation.pauseTitle', { name: sync.name })}
        action={t('activation.pause')}
        mutation={turn}
      >
        {deletes
          ? t('activation.pauseThatDeletes', { count: onTheirWay })
          : t('activation.pauseDetail', { count: onTheirWay })}{' '}
        {withdraws(sync) && t('activation.pauseRemovals')}
      </Confirm>
      <Confirm
        opened={asked === 'resume'}
        onClose={close}
        title={t('activation.resumeThatDeletesTitle', { name: sync.name })}
        action={t('activation.resume')}
        danger
        mutation={turn}
      >
        {t('activation.resumeThatDeletes', { count: onTheirWay })}
      </Confirm>
      <Confirm
        opened={asked === 'rerun'}
        onClose={close}
        title={t('activation.rerunTitle', { name: sync.name })}
        action={t('activation.rerun')}
        mutation={rerun}
      >
        {t(deletes ? 'activation.rerunThatDeletes' : 'activation.rerunDetail', { there })}
      </Confirm>
      <Confirm
        opened={asked === 'delete'}
        onClose={close}
        title={t('activation.deleteTitle', { name: sync.name })}
        action={t('activation.delete')}
        name={sync.name}
        danger
        mutation={remove}
      >
        {t(deleteDetail(sync.mode), { there })}
      </Confirm>
    </>
  );
}
