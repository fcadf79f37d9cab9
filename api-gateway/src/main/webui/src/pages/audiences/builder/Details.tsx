import { Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/components/page/Panel';

interface Field {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

interface Props {
  name: Field;
  description: Field;
  /** Only of an audience that is not there yet. */
  ownKey: Field | null;
}

/** What the audience is called. */
export function Details({ name, description, ownKey }: Props) {
  const { t } = useTranslation();
  const input = ({ value, error, onChange }: Field) => ({
    value,
    error,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  });
  return (
    <Panel>
      <Stack gap="sm">
        <TextInput
          id="audience-name"
          label={t('list.name')}
          placeholder={t('builder.namePlaceholder')}
          data-autofocus
          {...input(name)}
        />
        <TextInput
          label={t('builder.description')}
          placeholder={t('builder.descriptionPlaceholder')}
          {...input(description)}
        />
        {ownKey && (
          <TextInput
            id="audience-key"
            label={t('object.key')}
            description={t('builder.keyHelp')}
            classNames={{ input: 'mono' }}
            {...input(ownKey)}
          />
        )}
      </Stack>
    </Panel>
  );
}
