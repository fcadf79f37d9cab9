import { Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import classes from './UnsupportedNotes.module.css';
import type { Unsupported } from './unsupported';

/** Says what rules of audiences cannot do yet, where a user searches for it. */
export function UnsupportedNotes({ of }: { of: readonly Unsupported[] }) {
  const { t } = useTranslation();
  return of.map((each) => (
    <Text key={each} fz="sm" px="xs" py={4} className={classes.note}>
      {t(`builder.unsupported.${each}`)}
    </Text>
  ));
}
