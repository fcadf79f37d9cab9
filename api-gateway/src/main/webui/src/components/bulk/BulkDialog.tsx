import { Button, Group, Stack, Text } from '@mantine/core';
import { useIsMutating, useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ASKING } from '@/components/feedback/AskForApproval';
import { useTell } from '@/components/feedback/useTell';
import { Dialog } from '@/components/form/Dialog';
import { useTranslation } from '@/texts/useTranslation';
import { Approval } from './Approval';
import classes from './Bulk.module.css';
import { FailedItems } from './FailedItems';
import { inTurn } from './inTurn';

interface Props<T> {
  opened: boolean;
  onClose: () => void;
  title: string;
  action: string;
  items: readonly T[];
  idOf: (item: T) => string;
  act: (item: T) => Promise<unknown>;
  /** After all items; gets those that were changed. */
  onChanged: (changed: readonly T[]) => void;
  /** Whether it is said what is to be done. */
  ready?: boolean;
  /** What will happen to the items that are left. */
  children: (items: readonly T[]) => ReactNode;
}

/**
 * Asks before several objects are changed, shows the progress, and names those that could not be changed.
 * The user asks for approval of the changes that another user can approve. A user who closes it does not
 * stop the changes.
 */
export function BulkDialog<T extends { name: string }>({
  opened,
  onClose,
  title,
  ...rest
}: Props<T>) {
  return (
    <Dialog opened={opened} holds onClose={onClose} title={title}>
      <Question onClose={onClose} {...rest} />
    </Dialog>
  );
}

function Question<T extends { name: string }>({
  onClose,
  action,
  items,
  idOf,
  act,
  onChanged,
  ready = true,
  children,
}: Omit<Props<T>, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const tell = useTell();
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  // The selection loses what is changed; what failed is left to try again, until it waits for approval.
  const [left, setLeft] = useState(items);
  const [done, setDone] = useState(0);
  const asked = useRef(new Set<T>());
  const asking = useIsMutating({ mutationKey: ASKING }) > 0;
  const run = useMutation({
    mutationFn: () => {
      setDone(0);
      return inTurn(left, act, setDone);
    },
    onSuccess: (failed) => {
      const changed = left.filter((item) => failed.every((each) => each.item !== item));
      onChanged(changed);
      if (changed.length > 0) {
        tell({ message: t('bulk.changed', { count: changed.length }) });
      }
      if (failed.length === 0) {
        // Once this dialog is closed, another one may be open.
        if (shown.current) {
          onClose();
        }
      } else if (shown.current) {
        setLeft(failed.map(({ item }) => item).filter((item) => !asked.current.has(item)));
      } else {
        // The user has closed the dialog, and the items were changed all the same.
        tell({ color: 'red', message: <FailedItems failed={failed} idOf={idOf} /> });
      }
    },
  });
  const failed = run.data ?? [];
  return (
    <Stack gap="md">
      {left.length > 0 && (
        <fieldset className={classes.question} disabled={run.isPending}>
          {children(left)}
        </fieldset>
      )}
      {run.isPending && (
        <div>
          <progress
            className={classes.progress}
            max={left.length}
            value={done}
            aria-label={t('bulk.progress')}
          />
          <Text fz="sm" role="status">
            {t('bulk.done', { done, count: left.length })}
          </Text>
        </div>
      )}
      {failed.length > 0 && (
        <>
          <FailedItems failed={failed} idOf={idOf} />
          <Approval
            failed={failed}
            left={left}
            onAsked={(one) => {
              asked.current.add(one);
              setLeft((before) => before.filter((item) => item !== one));
            }}
          />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t(run.isPending || failed.length > 0 ? 'shell.close' : 'form.cancel')}
        </Button>
        {left.length > 0 && (
          <Button loading={run.isPending} disabled={!ready || asking} onClick={() => run.mutate()}>
            {failed.length > 0 ? t('failure.again') : action}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
