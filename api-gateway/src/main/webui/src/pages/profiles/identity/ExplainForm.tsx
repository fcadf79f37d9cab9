import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Identifier } from '@/api/generated/model';
import { type Asked, explainIdentity } from '@/api/identity';
import { Failure } from '@/components/feedback/Failure';
import { faultIn, faultsOf, isElsewhere } from '@/components/form/faults';
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
  const [strict, setStrict] = useState(false);
  const [asked, setAsked] = useState(() => ({
    a: firstOf(identifiers),
    b: { type: 'email', value: '' },
  }));
  const explain = useMutation({
    mutationFn: ({ a, b }: typeof asked) =>
      explainIdentity(workspace, { a: trimmed(a), b: trimmed(b) }),
  });
  const faults = faultsOf(explain.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setStrict(true);
    if (SIDES.every((side) => asked[side].value.trim() !== '')) {
      explain.mutate(asked);
    }
  };
  const change = (side: 'a' | 'b', changed: Partial<Asked>) => {
    setAsked({ ...asked, [side]: { ...asked[side], ...changed } });
    explain.reset();
  };
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
                  strict && asked[side].value.trim() === ''
                    ? t('identity.why.ask.missing')
                    : faultIn(faults, `/${side}`)
                }
                onChange={({ currentTarget }) => change(side, { value: currentTarget.value })}
              />
            </Stack>
          ))}
          <Button type="submit" loading={explain.isPending}>
            {t('identity.why.ask.do')}
          </Button>
          {isElsewhere(explain.error, (pointer) => FIELDS.test(pointer)) && (
            <Failure error={explain.error} />
          )}
          <div role="status">
            {explain.data && <Answer asked={explain.variables} answer={explain.data} />}
          </div>
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
