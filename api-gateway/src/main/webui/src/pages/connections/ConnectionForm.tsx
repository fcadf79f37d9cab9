import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import type { ConnectionTest } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { ConnectionFields } from './ConnectionFields';
import { type ConnectionDraft, isAtFields, isMoved, missing } from './connectionDraft';
import { TestOutcome } from './TestOutcome';

export interface NamedDraft {
  name: string;
  connection: ConnectionDraft;
}

interface Props<T> {
  initial: NamedDraft;
  passwordSet: boolean;
  /** Above the fields. */
  children?: (draft: NamedDraft, change: (draft: NamedDraft) => void) => ReactNode;
  /** Tries what is typed; absent where only what is stored can be tried. */
  test?: (draft: NamedDraft) => Promise<ConnectionTest>;
  /** @param attempt an idempotency key */
  send: (draft: NamedDraft, attempt: string) => Promise<T>;
  onSaved: (saved: T) => unknown;
  onRefused?: () => unknown;
  saveLabel: string;
}

/**
 * A connection's fields, tried before they are saved. An error is shown once: at its field, which gets the
 * focus, or below the fields if it is of none of them.
 */
export function ConnectionForm<T>({
  initial,
  passwordSet,
  children,
  test,
  send,
  onSaved,
  onRefused,
  saveLabel,
}: Props<T>) {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const form = useForm<NamedDraft, T>({
    start: initial,
    send: (draft, _, attempt) => send(draft, attempt),
    onSaved,
    ...(onRefused && { onRefused }),
  });
  const { draft, missingShown: submitted } = form;
  const trial = useMutation({ mutationFn: () => test?.(draft) ?? Promise.reject() });

  const change = (next: NamedDraft) => {
    form.change(next);
    trial.reset();
  };
  const failed = form.error ?? trial.error;
  const problem = failed instanceof ProblemError ? failed : null;
  const atFields = isAtFields(
    (problem?.problem.errors ?? []).map(({ pointer }) => pointer),
    draft.connection,
  );
  useEffect(() => {
    if (failed) {
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [failed]);
  const moved = isMoved(draft.connection, initial.connection);
  const empty = (): (keyof ConnectionDraft)[] => [
    ...missing(draft.connection),
    ...(passwordSet && moved && draft.connection.password === '' ? (['password'] as const) : []),
  ];
  const errorOf = (field: keyof ConnectionDraft) =>
    submitted && empty().includes(field)
      ? t(field === 'password' ? 'connections.passwordAgainNeeded' : 'connections.needed')
      : problem?.at(`/connection/${field}`);

  /** Whether everything is filled in; else the first field that is not gets the focus. */
  const complete = (withName: boolean) => {
    form.showMissing();
    const first = [...(withName && draft.name.trim() === '' ? ['name'] : []), ...empty()][0];
    if (first) {
      (element.current?.elements.namedItem(first) as HTMLElement | null)?.focus();
    }
    return first === undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete(true)) {
      form.save();
    }
  };

  return (
    <form onSubmit={submit} noValidate ref={element}>
      <Stack gap="md" maw={640}>
        {children?.(draft, change)}
        <ConnectionFields
          draft={draft.connection}
          onChange={(connection) => change({ ...draft, connection })}
          errorOf={errorOf}
          passwordSet={passwordSet}
          moved={moved}
        />
        <TextInput
          name="name"
          label={t('list.name')}
          description={t('connections.nameHelp')}
          value={draft.name}
          error={
            submitted && draft.name.trim() === ''
              ? t('connections.nameMissing')
              : (problem?.at('/name') ?? problem?.at('/key'))
          }
          onChange={({ currentTarget }) => change({ ...draft, name: currentTarget.value })}
        />
        <TestOutcome found={trial.data} error={atFields ? null : failed} />
        <Group>
          <Button type="submit" loading={form.saving}>
            {saveLabel}
          </Button>
          {test && (
            <Button
              variant="default"
              loading={trial.isPending}
              onClick={() => {
                form.clearError();
                if (complete(false)) {
                  trial.mutate();
                }
              }}
            >
              {t('connections.test')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
