import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ObjectType } from '@/api/generated/model';
import { type Faults, faultIn } from '@/components/form/faults';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  object: ObjectType;
  /** The match field. */
  match: string;
  chosen: readonly string[];
  faults: Faults;
  onChange: (chosen: string[]) => void;
}

/** The fields that find a record if the match field does not, in their order. */
export function FurtherMatches({ object, match, chosen, faults, onChange }: Props) {
  const { t } = useTranslation();
  const accepted = (object.furtherMatchFields ?? []).filter((name) => name !== match);
  if (accepted.length === 0) {
    return null;
  }
  const labelOf = (name: string) =>
    object.fields.find((field) => field.name === name)?.label ?? name;
  const open = accepted.filter((name) => !chosen.includes(name));
  const general = faults['/furtherMatches'];
  return (
    <Stack gap="xs" mt="md">
      <Text c="dimmed">{t('activation.furtherMatchHelp')}</Text>
      {chosen.map((name, index) => (
        <Group key={name} align="flex-end" gap="sm">
          <Select
            label={t('activation.thenBy')}
            allowDeselect={false}
            flex="1 1 200px"
            value={name}
            error={faultIn(faults, `/furtherMatches/${index}`)}
            data={[name, ...open].map((value) => ({ value, label: labelOf(value) }))}
            onChange={(field) =>
              field !== null && onChange(chosen.map((each) => (each === name ? field : each)))
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mb={4}
            aria-label={t('activation.removeThenBy', { field: labelOf(name) })}
            onClick={() => onChange(chosen.filter((each) => each !== name))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {general && (
        <Text c="var(--failing)" fz="sm" role="alert">
          {general}
        </Text>
      )}
      {open.length > 0 && (
        <Select
          key={chosen.length}
          label={t('activation.addThenBy')}
          placeholder={t('activation.choose')}
          maw={320}
          value={null}
          data={open.map((value) => ({ value, label: labelOf(value) }))}
          onChange={(field) => field !== null && onChange([...chosen, field])}
        />
      )}
    </Stack>
  );
}
