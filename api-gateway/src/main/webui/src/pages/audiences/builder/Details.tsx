import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Builder.module.css';
import { FiledBeside, type FiledBesideProps } from './FiledBeside';

interface Field {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

interface Props {
  name: Field;
  description: Field;
  /** Only of an audience that is not there yet, as the key. */
  filing: FiledBesideProps | null;
  ownKey: Field | null;
}

/** What the audience is called, and how users find a new one again. */
export function Details({ name, description, filing, ownKey }: Props) {
  const { t } = useTranslation();
  return (
    <Panel>
      <div className={classes.details}>
        <TextInput
          id="audience-name"
          label={t('list.name')}
          placeholder={t('builder.namePlaceholder')}
          {...input(name)}
        />
        <TextInput
          label={t('builder.description')}
          placeholder={t('builder.descriptionPlaceholder')}
          {...input(description)}
        />
        {ownKey && <Key field={ownKey} />}
        {filing && <FiledBeside {...filing} />}
      </div>
    </Panel>
  );
}

/** It follows from the name; few want another. */
function Key({ field }: { field: Field }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  if (opened || field.error !== undefined) {
    return (
      <TextInput
        id="audience-key"
        label={t('object.key')}
        description={t('builder.keyHelp')}
        classNames={{ input: 'mono' }}
        data-autofocus
        {...input(field)}
      />
    );
  }
  return field.value === '' ? null : (
    <div className={classes.key}>
      {t('object.key')} <span className="mono">{field.value}</span>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={t('builder.changeKey')}
        onClick={() => setOpened(true)}
      >
        {t('builder.change')}
      </Button>
    </div>
  );
}

function input({ value, error, onChange }: Field) {
  return {
    value,
    error,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
}
