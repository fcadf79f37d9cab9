import { Select } from '@mantine/core';
import { useState } from 'react';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  value: string;
  onChange: (type: string | undefined) => void;
}

/** Chooses a type of identifier: a known one, or one that is typed. */
export function TypeSelect({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const types = typeChoices(
    KNOWN_TYPES.map((type) => ({ value: type, label: t(`identifiers.${type}`) })),
    [value, sought.trim()],
  );
  return (
    <Select
      label={t('profiles.type')}
      description={t('profiles.typeHelp')}
      w={240}
      maw="100%"
      searchable
      value={value}
      searchValue={sought}
      onSearchChange={setSought}
      data={types}
      onChange={(type) => onChange(type ?? undefined)}
    />
  );
}

interface Choice {
  value: string;
  label: string;
}

/** The known types by their names, and whatever else is chosen or typed as a type of one's own. */
function typeChoices(known: Choice[], own: string[]): Choice[] {
  const others = own.filter(
    (type, index) =>
      type !== '' &&
      own.indexOf(type) === index &&
      known.every(({ value, label }) => value !== type && label !== type),
  );
  return [...known, ...others.map((type) => ({ value: type, label: type }))];
}
