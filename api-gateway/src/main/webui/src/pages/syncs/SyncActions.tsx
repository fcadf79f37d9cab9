import { Button, Menu, Skeleton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Suspense, useRef, useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { resumeSync } from '@/api/generated/operations';
import { syncQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { ButtonLink } from '@/components/links';
import { MoreMenu } from '@/components/page/MoreMenu';
import { FilingDialog } from '@/features/filing/FilingDialog';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { ReplayEvents } from './ReplayEvents';
import { SendTest } from './SendTest';
import type { SyncQuestion } from './syncQuestion';

const OpenedSyncQuestion = later(() =>
  import('./OpenedSyncQuestion').then(({ OpenedSyncQuestion }) => ({
    default: OpenedSyncQuestion,
  })),
);

/** The height of a question in pixels, so that the dialog keeps its size. */
const HEIGHT = { pause: 110, resume: 110, rerun: 110, delete: 190 } as const satisfies Record<
  SyncQuestion,
  number
>;

const TITLES = {
  pause: 'activation.pauseTitle',
  resume: 'activation.resumeThatDeletesTitle',
  rerun: 'activation.rerunTitle',
  delete: 'activation.deleteTitle',
} as const satisfies Record<SyncQuestion, string>;

type Asked = SyncQuestion | 'replay' | 'test' | 'filing' | null;

/** What a user may do with a sync; what their role does not allow is absent. */
export function SyncActions({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('changeSync').allowed;
  const more = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<Asked>(null);
  // It stays while its window closes.
  const [question, setQuestion] = useState<SyncQuestion>('pause');
  const close = () => {
    setAsked(null);
    // The entry of the menu is gone.
    if (asked !== 'pause' && asked !== 'resume') {
      more.current?.focus();
    }
  };
  const ask = (about: SyncQuestion) => {
    setQuestion(about);
    setAsked(about);
  };
  const on = sync.state === 'active';
  const deletes = sync.mode === 'delete';
  const turn = useMutation({
    mutationFn: () => resumeSync(workspace, sync.id),
    onSuccess: () => client.invalidateQueries(syncQuery(workspace, sync.id)),
  });
  if (!may) {
    return null;
  }
  return (
    <>
      <Button
        variant={on ? 'default' : 'filled'}
        loading={turn.isPending}
        onClick={() => (on || deletes ? ask(on ? 'pause' : 'resume') : turn.mutate())}
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
        <Menu.Item onClick={() => ask('rerun')}>{t('activation.rerun')}</Menu.Item>
        {sync.from.kind === 'events' && (
          <Menu.Item onClick={() => setAsked('replay')}>{t('activation.replay')}</Menu.Item>
        )}
        <Menu.Item onClick={() => setAsked('filing')}>{t('filing.edit')}</Menu.Item>
        <Menu.Item color="red.9" onClick={() => ask('delete')}>
          {t('activation.delete')}
        </Menu.Item>
      </MoreMenu>
      <FilingDialog kind="sync" of={sync} opened={asked === 'filing'} onClose={close} />
      <SendTest sync={sync} opened={asked === 'test'} onClose={close} />
      <ReplayEvents sync={sync} opened={asked === 'replay'} onClose={close} />
      <Dialog opened={turn.isError} onClose={turn.reset} title={sync.name}>
        {turn.error && <Failure error={turn.error} />}
      </Dialog>
      <Dialog
        opened={asked !== null && asked === question}
        onClose={close}
        title={t(TITLES[question], { name: sync.name })}
      >
        <Suspense fallback={<Skeleton height={HEIGHT[question]} aria-busy="true" />}>
          <OpenedSyncQuestion key={question} question={question} sync={sync} onClose={close} />
        </Suspense>
      </Dialog>
    </>
  );
}
