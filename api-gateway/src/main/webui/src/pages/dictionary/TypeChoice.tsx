import { Select, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Failure } from '@/components/feedback/Failure';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { DECLARED, type Declared, declaredOf } from './declared';

interface Props {
  operation: 'declareTraitType' | 'declarePropertyType';
  declared: string | null | undefined;
  /** In how many places the value cannot be read as that type, in words. */
  unreadable: string | null;
  declare: (type: Declared) => Promise<unknown>;
}

/** As which type rules read values; what cannot be read is counted below. */
export function TypeChoice({ operation, declared, unreadable, declare }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay(operation);
  const start = { type: declaredOf(declared) };
  const form = useForm<{ type: Declared }, unknown, Declared>({
    start,
    // A choice is sent at once.
    loses: () => false,
    send: (_, type) => declare(type),
    onSaved: () => client.invalidateQueries({ queryKey: ['workspaces', workspace] }),
  });
  // The figures follow a moment after the answer; what was chosen is shown meanwhile.
  const { type } = form.error ? start : form.draft;
  const choose = (type: Declared) => {
    form.change({ type });
    form.save(type);
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
        onChange={(value) => choose(declaredOf(value))}
      />
      {unreadable && <Text fz="sm">{unreadable}</Text>}
      {!may.allowed && may.needs && (
        <Text fz="sm" c="dimmed">
          {t('role.needed', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
      {form.error && <Failure error={form.error} />}
    </Stack>
  );
}
