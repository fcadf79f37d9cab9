import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { testSync } from '@/api/generated/operations';
import { TestResult } from '@/components/connectors/TestResult';
import { Failure } from '@/components/feedback/Failure';
import { Chosen } from '@/components/filter/Chosen';
import { DangerButton } from '@/components/form/DangerButton';
import { FindPerson } from '@/features/people/FindPerson';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Sends one record for real, or removes it, and shows what was said. */
export function OpenedTest({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [person, setPerson] = useState<string>();
  const [typed, setTyped] = useState('');

  const deletes = sync.mode === 'delete';
  const people = sync.from.kind === 'audience' || sync.from.kind === 'profiles';
  // Words that are not a person yet must not become a record of any person, and nobody is deleted unasked.
  const unfound = people && person === undefined && (deletes || typed.trim() !== '');
  const test = useMutation({
    mutationFn: () =>
      testSync(workspace, sync.id, people && person !== undefined ? { profile: person } : {}),
  });
  const field = useRef<HTMLDivElement>(null);
  const awaited = useRef(false);
  // The focus stays here when the field becomes the person, and back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the person changes
  useEffect(() => {
    if (awaited.current) {
      awaited.current = false;
      field.current?.querySelector<HTMLElement>('input, button')?.focus();
    }
  }, [person]);
  const choose = (chosen: string | undefined) => {
    awaited.current = true;
    setPerson(chosen);
    setTyped('');
    test.reset();
  };
  const Act = deletes ? DangerButton : Button;
  return (
    <Stack gap="md">
      <Text>{t(deletes ? 'activation.deleteTestDetail' : 'activation.sendTestDetail')}</Text>
      {people && (
        <div ref={field}>
          {person === undefined ? (
            <FindPerson
              label={t('activation.findPerson')}
              submit={t('activation.find')}
              onTyped={setTyped}
              onFound={choose}
            />
          ) : (
            <Chosen otherwise={t('activation.anyPerson')} onRemove={() => choose(undefined)}>
              <PersonName id={person} />
            </Chosen>
          )}
          {person === undefined && (
            <Text fz="sm" c="dimmed" mt={4}>
              {t(
                deletes
                  ? 'activation.choosePersonToDelete'
                  : unfound
                    ? 'activation.findFirst'
                    : 'activation.anyIfEmpty',
              )}
            </Text>
          )}
        </div>
      )}
      {test.error && <Failure error={test.error} />}
      {test.data && (
        <TestResult
          result={test.data}
          passed={t(deletes ? 'activation.testRemoved' : 'activation.testTaken')}
        />
      )}
      <Group justify="flex-end">
        <Act loading={test.isPending} disabled={unfound} onClick={() => test.mutate()}>
          {t(deletes ? 'activation.deleteNow' : 'activation.sendNow')}
        </Act>
      </Group>
    </Stack>
  );
}
