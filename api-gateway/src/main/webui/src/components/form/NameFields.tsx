import { TextInput } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  name: string;
  nameHelp: string;
  nameError?: string | undefined;
  onName: (name: string) => void;
  /** Only of what is new: a key is given once. */
  ownKey?: { value: string; error?: string | undefined; onChange: (key: string) => void };
}

/** What people call it, and what it is called over the API. */
export function NameFields({ name, nameHelp, nameError, onName, ownKey }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        name="name"
        label={t('list.name')}
        description={nameHelp}
        required
        value={name}
        error={nameError}
        onChange={({ currentTarget }) => onName(currentTarget.value)}
      />
      {ownKey && (
        <TextInput
          name="key"
          label={t('object.key')}
          description={t('sources.keyHelp')}
          value={ownKey.value}
          error={ownKey.error}
          classNames={{ input: 'mono' }}
          onChange={({ currentTarget }) => ownKey.onChange(currentTarget.value)}
        />
      )}
    </>
  );
}
