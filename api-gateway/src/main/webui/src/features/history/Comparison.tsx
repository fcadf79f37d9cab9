import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Empty } from '@/components/feedback/Empty';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { DifferenceList } from './DifferenceList';
import { differences } from './differences';
import classes from './history.module.css';
import { activeOf, type Versioned } from './object';
import { Restore } from './Restore';
import { useHistorySearch } from './useHistorySearch';
import { VersionAuthor } from './VersionAuthor';

interface Props extends Versioned {
  from: number;
  to: number;
}

/** Any two versions beside each other. */
export function Comparison({ from, to, ...object }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { compare, showAll } = useHistorySearch();
  const { versions, fieldsOf } = object;
  const options = versions.map(({ version, changedAt }) => ({
    value: String(version),
    label: t('history.option', { version, at: formats.moment(new Date(changedAt)) }),
  }));
  const one = versions.find(({ version }) => version === from);
  const other = versions.find(({ version }) => version === to);
  const active = activeOf(versions);
  const changed = one && other ? differences(fieldsOf(one), fieldsOf(other)) : [];
  const restorable = active && other === active && one !== active ? one : undefined;
  return (
    <Stack gap="md">
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={showAll}
        >
          {t('history.all')}
        </Button>
      </Group>
      <div className={classes.choice}>
        <NativeSelect
          label={t('history.from')}
          data={options}
          value={String(from)}
          onChange={({ currentTarget }) => compare(Number(currentTarget.value), to)}
        />
        <NativeSelect
          label={t('history.to')}
          data={options}
          value={String(to)}
          onChange={({ currentTarget }) => compare(from, Number(currentTarget.value))}
        />
      </div>
      {one && other ? (
        <>
          {[one, other].map((version, place) => (
            <Text key={place === 0 ? 'from' : 'to'} fz="sm" c="dimmed">
              {t('history.version', { version: version.version })}:{' '}
              <VersionAuthor version={version} />
            </Text>
          ))}
          <div role="status">
            {changed.length === 0 ? (
              <Text>{t('history.same')}</Text>
            ) : (
              <DifferenceList
                differences={changed}
                before={t('history.version', { version: from })}
                after={t('history.version', { version: to })}
              />
            )}
          </div>
          {active && restorable && (
            <Group>
              <Restore object={object} version={restorable} active={active} />
            </Group>
          )}
        </>
      ) : (
        <Empty title={t('history.noneSuch')}>{t('history.noneSuchDetail')}</Empty>
      )}
    </Stack>
  );
}
