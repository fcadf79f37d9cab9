import { Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Failure } from '@/components/feedback/Failure';
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
  const change = useMutation({
    mutationFn: declare,
    onSuccess: () => client.invalidateQueries({ queryKey: ['workspaces', workspace] }),
  });
  // The figures follow a moment after the answer; what was chosen is shown meanwhile.
  const chosen = change.isError ? undefined : change.variables;
  return (
    <Stack gap="sm">
      <Select
        label={t('dictionary.readAs')}
        description={t('dictionary.readAsHelp')}
        data={DECLARED.map((value) => ({ value, label: t(`dictionary.declared.${value}`) }))}
        value={chosen ?? declaredOf(declared)}
        allowDeselect={false}
        disabled={!may.allowed || change.isPending}
        onChange={(value) => change.mutate(declaredOf(value))}
      />
      {unreadable && <Text fz="sm">{unreadable}</Text>}
      {!may.allowed && may.needs && (
        <Text fz="sm" c="dimmed">
          {t('role.needed', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
      {change.error && <Failure error={change.error} />}
    </Stack>
  );
}
