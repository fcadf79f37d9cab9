import { Button, Stack, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { Identifier } from '@/api/generated/model';
import { type Asked, explainIdentity } from '@/api/identity';
import { Failure } from '@/components/feedback/Failure';
import { faultIn, faultsOf, isElsewhere } from '@/components/form/faults';
import { useForm } from '@/components/form/useForm';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { TypeSelect } from '../TypeSelect';
import { Answer } from './Answer';

const SIDES = ['a', 'b'] as const;
const FIELDS = /^\/[ab](\/|$)/;

/** Asks why two identifiers are one person, or why they are not. */
export function ExplainForm({ identifiers }: { identifiers: Identifier[] }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const form = useForm({
    start: { a: firstOf(identifiers), b: { type: 'email', value: '' } },
    // A question: nothing is stored.
    loses: () => false,
    send: ({ a, b }) => explainIdentity(workspace, { a: trimmed(a), b: trimmed(b) }),
  });
  const { draft: asked, missingShown } = form;
  const faults = faultsOf(form.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.showMissing();
    if (SIDES.every((side) => asked[side].value.trim() !== '')) {
      form.save();
    }
  };
  const change = (side: 'a' | 'b', changed: Partial<Asked>) =>
    form.change({ [side]: { ...asked[side], ...changed } });
  return (
    <Panel title={t('identity.why.ask.title')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {SIDES.map((side) => (
            <Stack key={side} gap="xs" role="group" aria-label={t(`identity.why.ask.${side}`)}>
              <strong aria-hidden>{t(`identity.why.ask.${side}`)}</strong>
              <TypeSelect
                value={asked[side].type}
                onChange={(type) => type && change(side, { type })}
              />
              <TextInput
                label={t('identity.why.ask.value')}
                autoComplete="off"
                spellCheck={false}
                value={asked[side].value}
                error={
                  missingShown && asked[side].value.trim() === ''
                    ? t('identity.why.ask.missing')
                    : faultIn(faults, `/${side}`)
                }
                onChange={({ currentTarget }) => change(side, { value: currentTarget.value })}
              />
            </Stack>
          ))}
          <Button type="submit" loading={form.saving}>
            {t('identity.why.ask.do')}
          </Button>
          {isElsewhere(form.error, (pointer) => FIELDS.test(pointer)) && (
            <Failure error={form.error} />
          )}
          <div role="status">{form.saved && <Answer asked={asked} answer={form.saved} />}</div>
        </Stack>
      </form>
    </Panel>
  );
}

/** The first identifier of a person that may be seen. */
function firstOf(identifiers: readonly Identifier[]): Asked {
  const first = identifiers.find(({ value }) => typeof value === 'string');
  return { type: first?.type ?? 'email', value: String(first?.value ?? '') };
}

function trimmed({ type, value }: Asked): Asked {
  return { type, value: value.trim() };
}
