import { Checkbox, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef } from 'react';
import type { AlertRule } from '@/api/generated/model';
import { createAlertRule, putAlertRule } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { FormButtons } from '@/components/form/FormButtons';
import { faultIn, faultsOf, isElsewhere } from '@/components/form/faults';
import { useForm } from '@/components/form/useForm';
import { TextLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { type Draft, draftOf, newDraft, requestOf, thresholdOf, UNITS, type Unit } from './draft';
import {
  type Channel,
  isShare,
  isTime,
  KINDS,
  type RuleKind,
  type Unsent,
  type Watched,
} from './kinds';
import { PersonalValues } from './PersonalValues';
import { everyAlertRule } from './queries';
import { usePersonalValues } from './usePersonalValues';
import { useRuleWords } from './useRuleWords';
import { useUnsentWords } from './useUnsentWords';

interface Props {
  watched: Watched;
  /** Null for a new rule. */
  rule: AlertRule | null;
  /** The channels that are set up. */
  channels: readonly Channel[];
  /** The channels that get no message about the object. */
  unsent: readonly Unsent[];
  /** The present figure of the object, where the page knows it. */
  figureOf: (kind: RuleKind) => string | null;
  onDone: () => void;
}

const isPersonal = (unsent: readonly Unsent[], channel: Channel) =>
  unsent.some((each) => each.channel === channel && each.reason === 'personal-data');

const PLACES = ['/name', '/kind', '/object', '/threshold', '/channels'];

/** A new or a changed alert rule of one object. */
export function RuleForm({ watched, rule, channels, unsent, figureOf, onDone }: Props) {
  const { t } = useTranslation();
  const words = useRuleWords();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const kinds = KINDS[watched.kind];
  const { draft, change, save, saving, error, missingShown, showMissing } = useForm({
    start: rule
      ? draftOf(rule)
      : newDraft(
          kinds[0],
          channels.filter((each) => !isPersonal(unsent, each)),
        ),
    send: (typed: Draft) => {
      const threshold = thresholdOf(typed) ?? 0;
      const request = requestOf(typed, {
        object: watched.id,
        enabled: rule?.enabled ?? true,
        threshold,
      });
      return rule ? putAlertRule(workspace, rule.id, request) : createAlertRule(workspace, request);
    },
    onSaved: async (_, forget) => {
      forget();
      await client.invalidateQueries(everyAlertRule(workspace));
      onDone();
    },
  });
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const threshold = thresholdOf(draft);
  const faults = faultsOf(error);
  const figure = figureOf(draft.kind);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (threshold === null) {
      showMissing();
    } else {
      save();
    }
  };
  const missing = missingShown && threshold === null ? t('alertRules.form.missing') : undefined;
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={rule ? t('alertRules.editOf', { name: rule.name }) : t('alertRules.form.new')}
    >
      <Stack gap="md">
        <NativeSelect
          label={t('alertRules.form.kind')}
          ref={first}
          data-autofocus
          data={kinds.map((kind) => ({ value: kind, label: t(`alertRules.kinds.${kind}`) }))}
          value={draft.kind}
          error={faultIn(faults, '/kind') ?? faultIn(faults, '/object')}
          onChange={({ currentTarget }) => change({ kind: currentTarget.value as RuleKind })}
        />
        <Group align="flex-start" gap="xs" grow preventGrowOverflow={false}>
          <NumberInput
            label={t(`alertRules.thresholds.${draft.kind}`)}
            description={figure === null ? undefined : t('alertRules.now', { figure })}
            min={0}
            allowDecimal={false}
            suffix={isShare(draft.kind) ? ' %' : ''}
            thousandSeparator=","
            value={draft.amount}
            error={faultIn(faults, '/threshold') ?? missing}
            onChange={(amount) => change({ amount })}
          />
          {isTime(draft.kind) && (
            <NativeSelect
              label={t('alertRules.form.unit')}
              data={UNITS.map((unit) => ({ value: unit, label: t(`alertRules.units.${unit}`) }))}
              value={draft.unit}
              onChange={({ currentTarget }) => change({ unit: currentTarget.value as Unit })}
            />
          )}
        </Group>
        <TextInput
          label={t('alertRules.form.name')}
          description={t('alertRules.form.nameHelp')}
          placeholder={threshold === null ? undefined : words.condition(draft.kind, threshold)}
          value={draft.name}
          maxLength={200}
          error={faultIn(faults, '/name')}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <RuleChannels
          watched={watched}
          channels={[...new Set([...channels, ...(rule?.channels ?? [])])]}
          chosen={draft.channels}
          unsent={unsent}
          error={faultIn(faults, '/channels')}
          onChange={(chosen) => change({ channels: chosen })}
        />
        {isElsewhere(error, (pointer) => PLACES.some((place) => pointer.startsWith(place))) && (
          <Failure error={error} />
        )}
        <FormButtons saving={saving} onCancel={onDone}>
          {t('alertRules.save')}
        </FormButtons>
      </Stack>
    </form>
  );
}

function NoChannels() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const mayAdd = useMay('putAlertSettings').allowed;
  return (
    <Text c="dimmed">
      {t('alertRules.form.noChannels')}{' '}
      {mayAdd ? (
        <TextLink to="/w/$workspace/alerts" params={{ workspace }} inherit>
          {t('alertRules.form.addChannel')}
        </TextLink>
      ) : (
        t('alertRules.form.adminAdds')
      )}
    </Text>
  );
}

interface ChannelsProps {
  watched: Watched;
  channels: readonly Channel[];
  chosen: readonly Channel[];
  unsent: readonly Unsent[];
  error: string | undefined;
  onChange: (chosen: Channel[]) => void;
}

function RuleChannels({ watched, channels, chosen, unsent, error, onChange }: ChannelsProps) {
  const { t } = useTranslation();
  const words = useUnsentWords();
  const personal = usePersonalValues(watched);
  const reasonOf = (channel: Channel) => {
    const found = unsent.find((each) => each.channel === channel);
    return found && words(found, watched.kind);
  };
  // The API only says it of channels that are set up.
  const concealed =
    watched.kind === 'audience' &&
    (channels.length === 0
      ? personal.traits.length > 0 || personal.properties.length > 0
      : channels.some((each) => isPersonal(unsent, each)));
  const note = concealed && <PersonalValues {...personal} />;
  const nobody = (
    <Text role="note" c="dimmed">
      {t('alertRules.form.nobody')}
    </Text>
  );
  if (channels.length === 0) {
    return (
      <>
        {note}
        {concealed ? nobody : <NoChannels />}
      </>
    );
  }
  const notified = chosen.some((each) => !unsent.some(({ channel }) => channel === each));
  return (
    <>
      {note}
      <Checkbox.Group
        label={t('alertRules.form.channels')}
        description={
          watched.kind === 'audience' || watched.kind === 'sync'
            ? t(`alertRules.form.channelsHelpPeople.${watched.kind}`)
            : t('alertRules.form.channelsHelp')
        }
        value={[...chosen]}
        error={error}
        onChange={(values) => onChange(values as Channel[])}
      >
        <Group gap="md" mt="xs" align="flex-start">
          {channels.map((channel) => (
            <Checkbox
              key={channel}
              value={channel}
              label={t(`alerts.channels.${channel}`)}
              description={reasonOf(channel)}
              // A channel that the rule has can be removed.
              disabled={isPersonal(unsent, channel) && !chosen.includes(channel)}
            />
          ))}
        </Group>
      </Checkbox.Group>
      {!notified && nobody}
    </>
  );
}
