import { Menu, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useRef, useState } from 'react';
import type { Source } from '@/api/generated/model';
import { changeSource, deleteSource } from '@/api/generated/operations';
import { sourceQuery, sourcesQuery } from '@/api/queries';
import { useTell } from '@/components/feedback/useTell';
import { Confirm } from '@/components/form/Confirm';
import { later } from '@/components/later/later';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';
import { MoreMenu } from '@/components/page/MoreMenu';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

const OpenedEditSource = later(() =>
  import('./OpenedEditSource').then(({ OpenedEditSource }) => ({ default: OpenedEditSource })),
);

type Asked = 'edit' | 'turnOn' | 'turnOff' | 'delete' | null;

/** What a user may do with a source; what the role does not allow is absent. */
export function SourceMenu({ source }: { source: Source }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const tell = useTell();
  const mayChange = useMay('changeSource').allowed;
  const mayDelete = useMay('deleteSource').allowed;
  const more = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<Asked>(null);
  const edited = useOpenedOnce(asked === 'edit');
  const close = () => {
    setAsked(null);
    more.current?.focus();
  };
  const ask = (next: Asked) => {
    turn.reset();
    remove.reset();
    setAsked(next);
  };
  const turn = useMutation({
    mutationFn: () => changeSource(workspace, source.id, { enabled: asked === 'turnOn' }),
    onSuccess: (changed) => {
      close();
      client.setQueryData(sourceQuery(workspace, source.id).queryKey, changed);
      return client.invalidateQueries(sourcesQuery(workspace));
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteSource(workspace, source.id),
    onSuccess: async () => {
      await navigate({ to: '/w/$workspace/sources', params: { workspace } });
      tell({ message: t('sources.deleted', { name: source.name }) });
      client.removeQueries({ ...sourceQuery(workspace, source.id), exact: true });
      await client.invalidateQueries({ ...sourcesQuery(workspace), exact: true });
    },
  });
  if (!mayChange && !mayDelete) {
    return null;
  }
  return (
    <>
      <MoreMenu ref={more}>
        {mayChange && (
          <>
            <Menu.Item onClick={() => ask('edit')}>{t('activation.edit')}</Menu.Item>
            <Menu.Item onClick={() => ask(source.enabled ? 'turnOff' : 'turnOn')}>
              {t(source.enabled ? 'sources.turnOff' : 'sources.turnOn')}
            </Menu.Item>
          </>
        )}
        {mayDelete && (
          <Menu.Item color="red.9" onClick={() => ask('delete')}>
            {t('activation.delete')}
          </Menu.Item>
        )}
      </MoreMenu>
      {edited && (
        <Suspense>
          <OpenedEditSource source={source} opened={asked === 'edit'} onClose={close} />
        </Suspense>
      )}
      {(['turnOff', 'turnOn'] as const).map((each) => (
        <Confirm
          key={each}
          opened={asked === each}
          onClose={close}
          title={t(`sources.${each}Title`, { name: source.name })}
          action={t(`sources.${each}`)}
          danger={each === 'turnOff'}
          mutation={turn}
        >
          <Text>{t(`sources.${each}Detail`)}</Text>
        </Confirm>
      ))}
      <Confirm
        opened={asked === 'delete'}
        onClose={close}
        title={t('activation.deleteTitle', { name: source.name })}
        action={t('activation.delete')}
        name={source.name}
        danger
        mutation={remove}
      >
        <Text>{t('sources.deleteDetail')}</Text>
        <Text mt="xs">{t('sources.deleteStays')}</Text>
      </Confirm>
    </>
  );
}
