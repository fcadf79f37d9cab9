import { Select, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '@/components/form/Confirm';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { DECLARED, type Declared, declaredOf } from './declared';
import type { Unreadable, UnreadableQuery } from './queries';
import { UnreadableCount } from './UnreadableCount';

interface Props {
  operation: 'declareTraitType' | 'declarePropertyType';
  declared: string | null | undefined;
  /** How many values cannot be read as that type; null if no type is declared. */
  unreadable: Unreadable | null;
  /** Reads how many values could not be read as another type. */
  count: (type: Declared) => UnreadableQuery;
  /** In words. */
  words: (unreadable: Unreadable, type: Declared) => string;
  declare: (type: Declared) => Promise<unknown>;
}

/** As which type rules read values, after a confirmation, which counts what could not be read; what cannot be read now is counted below. */
export function TypeChoice({ operation, declared, unreadable, count, words, declare }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay(operation);
  const [chosen, setChosen] = useState<Declared | null>(null);
  const start = { type: declaredOf(declared) };
  const form = useForm<{ type: Declared }, unknown, Declared>({
    start,
    // A choice is confirmed and sent at once.
    loses: () => false,
    send: (_, type) => declare(type),
    onSaved: () => {
      setChosen(null);
      return client.invalidateQueries({ queryKey: ['workspaces', workspace] });
    },
  });
  // The figures follow a moment after the answer; what was saved is shown meanwhile.
  const { type } = form.error ? start : form.draft;
  const apply = (type: Declared) => {
    form.change({ type });
    form.save(type);
  };
  const cancel = () => {
    if (!form.saving) {
      if (form.error) {
        form.discard();
      }
      setChosen(null);
    }
  };
  const said = (found: Unreadable, of: Declared) => {
    if (!found.estimated) {
      return words(found, of);
    }
    return found.count === 0 && !found.approximate
      ? t('dictionary.countNoneFound', { type: t(`dictionary.declared.${of}`) })
      : `${words(found, of)} ${t('dictionary.countEstimated')}`;
  };
  return (
    <Stack gap="sm">
      <Select
        label={t('dictionary.readAs')}
        description={t('dictionary.readAsHelp')}
        data={DECLARED.map((value) => ({ value, label: t(`dictionary.declared.${value}`) }))}
        value={type}
        allowDeselect={false}
        disabled={!may.allowed || form.saving}
        onChange={(value) => setChosen(value === type ? null : declaredOf(value))}
      />
      {unreadable && <Text fz="sm">{said(unreadable, declaredOf(declared))}</Text>}
      {!may.allowed && may.needs && (
        <Text fz="sm" c="dimmed">
          {t('role.needed', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
      {chosen !== null && (
        <Confirm
          title={t('dictionary.declareTitle', { type: t(`dictionary.declared.${chosen}`) })}
          action={t('dictionary.declareApply')}
          onClose={cancel}
          mutation={{
            mutate: () => apply(chosen),
            isPending: form.saving,
            error: form.error,
          }}
        >
          <Stack gap="xs">
            <Text>{t('dictionary.declareAudiences')}</Text>
            <Text>{t('dictionary.declareSyncs')}</Text>
            {chosen !== 'none' && (
              <>
                <Text>
                  {t('dictionary.declareUnreadable', { type: t(`dictionary.declared.${chosen}`) })}
                </Text>
                <UnreadableCount query={count(chosen)} words={(found) => said(found, chosen)} />
              </>
            )}
            <Text>{t('dictionary.declareBack')}</Text>
          </Stack>
        </Confirm>
      )}
    </Stack>
  );
}
