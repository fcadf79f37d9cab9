import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { AlertRule, AlertRules } from '@/api/generated/model';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import type { RuleKind, Watched } from './kinds';
import { RuleForm } from './RuleForm';
import { RuleItem } from './RuleItem';
import { useRuleWords } from './useRuleWords';

interface Props {
  rules: AlertRules;
  /** What is said if there are none. */
  none: string;
  /** Gets new rules; absent in the list of all objects. */
  watched?: Watched;
  /** Whether the form of a new rule is open at first. */
  adding?: boolean;
  /** A link to the object of a rule. */
  objectOf?: (rule: AlertRule) => ReactNode;
  /** The number of people that the page shows, in its words. */
  people?: string | undefined;
  /** Keeps the window around the list still, while another window is over it. */
  hold?: (held: boolean) => void;
}

const RuleHistory = later(() =>
  import('./RuleHistory').then(({ RuleHistory }) => ({ default: RuleHistory })),
);

const NOTHING = () => {};

/** What was closed last: the form of a new rule, or the form or the history of a rule. */
type Left = 'new' | { rule: string; by: 'edit' | 'history' };

/** Alert rules, with the form of the one that is edited. */
export function RuleList({
  rules,
  none,
  watched,
  adding = false,
  objectOf,
  people,
  hold = NOTHING,
}: Props) {
  const { t } = useTranslation();
  const words = useRuleWords();
  const mayAdd = useMay('createAlertRule').allowed;
  const top = useRef<HTMLDivElement>(null);
  const [edited, setEdited] = useState<AlertRule | 'new' | null>(adding && mayAdd ? 'new' : null);
  const [opened, setOpened] = useState<string | null>(null);
  const [left, setLeft] = useState<Left | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const sizeOf = (kind: RuleKind) =>
    people !== undefined && (kind === 'size-below' || kind === 'size-above') ? people : null;
  const figureOf = ({ kind, current }: AlertRule) =>
    sizeOf(kind) ?? (current === null ? null : words.figure(kind, current));
  const toTop = () => top.current?.focus();
  const close = () => {
    setLeft(edited === null || edited === 'new' ? 'new' : { rule: edited.id, by: 'edit' });
    setEdited(null);
  };
  const closeHistory = useCallback(() => {
    setLeft(opened === null ? null : { rule: opened, by: 'history' });
    setOpened(null);
  }, [opened]);
  // A rule gives the focus to its own button.
  useEffect(() => {
    if (left === 'new') {
      add.current?.focus();
    }
  }, [left]);
  // The list may be open already when a new rule is asked for.
  useEffect(() => {
    if (adding && mayAdd) {
      setEdited((before) => before ?? 'new');
    }
  }, [adding, mayAdd]);
  const isGone = (id: string) => rules.data.every((rule) => rule.id !== id);
  const editedGone = edited !== null && edited !== 'new' && isGone(edited.id);
  const openedGone = opened !== null && isGone(opened);
  // Another user deleted what was open here.
  useEffect(() => {
    if (editedGone) {
      setEdited(null);
    }
    if (openedGone) {
      setOpened(null);
    }
    if ((editedGone || openedGone) && document.activeElement === document.body) {
      top.current?.focus();
    }
  }, [editedGone, openedGone]);
  return (
    <Stack gap="lg" ref={top} tabIndex={-1} style={{ outline: 'none' }}>
      {watched && mayAdd && edited !== 'new' && (
        <Group>
          <Button
            ref={add}
            variant="default"
            onClick={() => {
              setLeft(null);
              setEdited('new');
            }}
          >
            {t('alertRules.add')}
          </Button>
        </Group>
      )}
      {watched && edited === 'new' && (
        <RuleForm
          watched={watched}
          rule={null}
          channels={rules.channels}
          unsent={rules.notSent}
          figureOf={sizeOf}
          onDone={close}
        />
      )}
      {rules.data.length === 0 ? (
        <Text c="dimmed">{none}</Text>
      ) : (
        <Stack component="ul" gap="lg" m={0} p={0} aria-label={t('alertRules.list')}>
          {rules.data.map((rule) =>
            edited !== null && edited !== 'new' && edited.id === rule.id ? (
              <li key={rule.id} style={{ listStyle: 'none' }}>
                <RuleForm
                  watched={{ kind: rule.objectKind, id: rule.object }}
                  rule={rule}
                  channels={rules.channels}
                  unsent={rule.notSent}
                  figureOf={(kind) => (kind === rule.kind ? figureOf(rule) : sizeOf(kind))}
                  onDone={close}
                />
              </li>
            ) : opened === rule.id ? (
              <li key={rule.id} style={{ listStyle: 'none' }}>
                <Suspense fallback={<Skeleton height={160} aria-busy="true" />}>
                  <RuleHistory rule={rule} hold={hold} onClose={closeHistory} />
                </Suspense>
              </li>
            ) : (
              <RuleItem
                key={rule.id}
                rule={rule}
                object={objectOf?.(rule)}
                figure={figureOf(rule)}
                focused={left !== null && left !== 'new' && left.rule === rule.id ? left.by : null}
                onEdit={() => {
                  setLeft(null);
                  setEdited(rule);
                }}
                onHistory={() => {
                  setLeft(null);
                  setOpened(rule.id);
                }}
                onDeleted={toTop}
              />
            ),
          )}
        </Stack>
      )}
    </Stack>
  );
}
