import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AlertRule } from '@/api/generated/model';
import { deleteAlertRule, putAlertRule } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { useTell } from '@/components/feedback/useTell';
import { DangerButton } from '@/components/form/DangerButton';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useMay } from '@/workspace/here';
import { givenName } from './draft';
import { countsPeople } from './kinds';
import { everyAlertRule } from './queries';
import { UnsentChannels } from './UnsentChannels';
import { useRuleWords } from './useRuleWords';

interface Props {
  rule: AlertRule;
  /** A link to the object, where a list has several. */
  object?: ReactNode;
  /** The present figure of the object; null if it is not known or hidden. */
  figure: string | null;
  /** The button that has the focus, because what it had opened is closed. */
  focused: 'edit' | 'history' | null;
  onEdit: () => void;
  onHistory: () => void;
  /** Where the focus goes after the rule is gone. */
  onDeleted: () => void;
}

/** What a rule watches, the present figure beside its threshold, and what can be done with it. */
export function RuleItem({ rule, object, figure, focused, onEdit, onHistory, onDeleted }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useRuleWords();
  const { workspace, personalData } = useHere();
  const client = useQueryClient();
  const tell = useTell();
  const mayChange = useMay('putAlertRule').allowed;
  const [asking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const deletion = useRef<HTMLButtonElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const history = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (focused !== null) {
      (focused === 'edit' ? edit : history).current?.focus();
    }
  }, [focused]);
  // The question stands in place of the button, and takes the keyboard with it.
  useEffect(() => {
    if (asking) {
      cancel.current?.focus();
    } else if (asked.current) {
      deletion.current?.focus();
    }
    asked.current = asking;
  }, [asking]);
  const refresh = () => client.invalidateQueries(everyAlertRule(workspace));
  const { id, name, channels, enabled } = rule;
  const hidden = !personalData && countsPeople(rule.objectKind);
  const notified = channels.filter((each) => !rule.notSent.some(({ channel }) => channel === each));
  const toggle = useMutation({
    mutationFn: (enabled: boolean) =>
      putAlertRule(workspace, id, {
        name: givenName(rule) || null,
        kind: rule.kind,
        object: rule.object,
        threshold: rule.threshold,
        channels,
        enabled,
      }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: () => deleteAlertRule(workspace, id),
    onSuccess: async () => {
      tell({ message: t('alertRules.deleted', { name }) });
      onDeleted();
      await refresh();
    },
  });
  return (
    <Stack component="li" gap={4} style={{ listStyle: 'none', overflowWrap: 'anywhere' }}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <strong>{name}</strong>
        {mayChange ? (
          <Switch
            aria-label={t('alertRules.enabledOf', { name })}
            checked={toggle.isPending ? toggle.variables : enabled}
            onChange={({ currentTarget }) => toggle.mutate(currentTarget.checked)}
          />
        ) : (
          !enabled && <Text c="dimmed">{t('alertRules.off')}</Text>
        )}
      </Group>
      {object}
      {rule.named && <Text>{words.condition(rule.kind, rule.threshold)}</Text>}
      <Text c="dimmed" fz="sm">
        {t('alertRules.now', {
          figure: figure ?? t(hidden ? 'masked.hidden' : 'alertRules.unknown'),
        })}
        {' · '}
        {notified.length === 0
          ? t('alertRules.pageOnly')
          : t('alertRules.notified', {
              channels: formats.list(notified.map((each) => t(`alerts.channels.${each}`))),
            })}
      </Text>
      <UnsentChannels
        unsent={rule.notSent.filter(({ channel }) => channels.includes(channel))}
        about={rule.objectKind}
      />
      {asking ? (
        <Group gap="xs">
          <Text>{t('alertRules.deleteAsk')}</Text>
          <Button size="xs" variant="default" ref={cancel} onClick={() => setAsking(false)}>
            {t('form.cancel')}
          </Button>
          <DangerButton size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('alertRules.delete')}
          </DangerButton>
        </Group>
      ) : (
        <Group gap="xs">
          {mayChange && (
            <Button
              size="xs"
              variant="default"
              ref={edit}
              aria-label={t('alertRules.editOf', { name })}
              onClick={onEdit}
            >
              {t('alertRules.edit')}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            ref={history}
            aria-label={t('alertRules.historyOf', { name })}
            onClick={onHistory}
          >
            {t('alertRules.history')}
          </Button>
          {mayChange && (
            <Button
              size="xs"
              variant="default"
              ref={deletion}
              aria-label={t('alertRules.deleteOf', { name })}
              onClick={() => setAsking(true)}
            >
              {t('alertRules.delete')}
            </Button>
          )}
        </Group>
      )}
      {toggle.error && <Failure error={toggle.error} />}
      {remove.error && <Failure error={remove.error} />}
    </Stack>
  );
}
