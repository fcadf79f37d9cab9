import { Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { ApiClientCredentials, ChangeRequest, IssuedInvitation } from '@/api/generated/model';
import { approveChange, rejectChange, withdrawChange } from '@/api/generated/operations';
import { shownOf } from '@/api/masked';
import { Failure } from '@/components/feedback/Failure';
import { useTell } from '@/components/feedback/useTell';
import { Confirm } from '@/components/form/Confirm';
import { Dialog } from '@/components/form/Dialog';
import { FormButtons } from '@/components/form/FormButtons';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FreshClient } from '../FreshClient';
import { Issued } from '../Issued';
import { addressOf } from '../nameOf';

interface Props {
  request: ChangeRequest;
  onClose: () => void;
}

/** Whatever was changed may be shown anywhere. */
function useDecided() {
  const workspace = useWorkspace();
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['workspaces', workspace] });
}

/** Approves, and shows once what only the answer holds: a secret, or a link to hand over. */
export function Approve({ request, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const tell = useTell();
  const decided = useDecided();
  const approve = useMutation({
    mutationFn: () => approveChange(workspace, request.id),
    onSuccess: async ({ state, outcome, answer }) => {
      await decided();
      if (state !== 'applied') {
        tell({
          title: t('approvals.failed'),
          message: shownOf(outcome?.detail) ?? '',
          color: 'red',
        });
      } else {
        tell({ message: t('approvals.applied') });
      }
      if (!isCredentials(answer) && !isIssued(answer)) {
        onClose();
      }
    },
    onError: decided,
  });
  const answer = approve.data?.answer;
  if (isCredentials(answer)) {
    return <FreshClient credentials={answer} onClose={onClose} />;
  }
  if (isIssued(answer)) {
    return <Issued email={addressOf(answer.invitation)} issued={answer} onClose={onClose} />;
  }
  return (
    <Confirm
      title={t('approvals.approveTitle')}
      action={t('approvals.approve')}
      mutation={approve}
      onClose={onClose}
    >
      <Text>{t('approvals.approveDetail')}</Text>
    </Confirm>
  );
}

function isCredentials(answer: unknown): answer is ApiClientCredentials {
  return typeof answer === 'object' && answer !== null && 'secret' in answer;
}

function isIssued(answer: unknown): answer is IssuedInvitation {
  return typeof answer === 'object' && answer !== null && 'invitation' in answer;
}

export function Withdraw({ request, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const decided = useDecided();
  const withdraw = useMutation({
    mutationFn: () => withdrawChange(workspace, request.id),
    onSuccess: async () => {
      await decided();
      onClose();
    },
    onError: decided,
  });
  return (
    <Confirm
      title={t('approvals.withdrawTitle')}
      action={t('approvals.withdraw')}
      mutation={withdraw}
      onClose={onClose}
    >
      <Text>{t('approvals.withdrawDetail')}</Text>
    </Confirm>
  );
}

/** Rejects, with a reason for the person who asked. */
export function Reject({ request, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog holds title={t('approvals.rejectTitle')} onClose={onClose}>
      <ReasonForm request={request} onClose={onClose} />
    </Dialog>
  );
}

function ReasonForm({ request, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const decided = useDecided();
  const form = useForm({
    start: { reason: '' },
    loses: ({ reason }) => reason.trim() !== '',
    send: ({ reason }) => rejectChange(workspace, request.id, { reason: reason.trim() }),
    onSaved: async () => {
      await decided();
      onClose();
    },
    onRefused: decided,
  });
  const { reason } = form.draft;
  const empty = reason.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.showMissing();
    if (!empty) {
      form.save();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Textarea
          label={t('approvals.rejectReason')}
          description={t('approvals.rejectHelp')}
          value={reason}
          error={form.missingShown && empty ? t('approvals.rejectMissing') : undefined}
          maxLength={500}
          autosize
          minRows={3}
          data-autofocus
          onChange={({ currentTarget }) => form.change({ reason: currentTarget.value })}
        />
        {form.error && <Failure error={form.error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('approvals.reject')}
        </FormButtons>
      </Stack>
    </form>
  );
}
