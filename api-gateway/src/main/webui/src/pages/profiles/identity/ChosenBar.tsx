import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Identifiers.module.css';

interface Props {
  count: number;
  /** Whether nothing would stay. */
  all: boolean;
  onSeparate: () => void;
  onClear: () => void;
}

/** What can be done with the identifiers that are chosen. It stays in sight. */
export function ChosenBar({ count, all, onSeparate, onClear }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar}>
      <Text role="status" fw={600}>
        {all ? t('unmerge.oneStays') : t('unmerge.chosen', { count })}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onClear}>
          {t('unmerge.clear')}
        </Button>
        <Button size="xs" disabled={all} onClick={onSeparate}>
          {t('unmerge.separate')}
        </Button>
      </Group>
    </div>
  );
}
