import { Button, Group, Menu, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ANY_TYPE } from '@/api/identity';
import { Dialog } from '@/components/form/Dialog';
import { useTypeWords } from '@/features/identity/useTypeWords';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  taken: readonly string[];
  onAdd: (type: string) => void;
}

/** One more type gets a line: a known one that has none, or one of one's own. */
export function AddType({ taken, onAdd }: Props) {
  const { t } = useTranslation();
  const { name } = useTypeWords();
  const [typing, setTyping] = useState(false);
  const known = [...KNOWN_TYPES, ANY_TYPE].filter((type) => !taken.includes(type));
  return (
    <>
      {known.length === 0 ? (
        <Button size="compact-sm" onClick={() => setTyping(true)}>
          {t('identity.addType')}
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm">{t('identity.addType')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {known.map((type) => (
              <Menu.Item key={type} onClick={() => onAdd(type)}>
                {name(type)}
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => setTyping(true)}>{t('identity.ownType')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Dialog opened={typing} onClose={() => setTyping(false)} title={t('identity.addType')}>
        <OwnType
          taken={taken}
          onAdd={(type) => {
            setTyping(false);
            onAdd(type);
          }}
        />
      </Dialog>
    </>
  );
}

function OwnType({ taken, onAdd }: Props) {
  const { t } = useTranslation();
  const [type, setType] = useState('');
  const [strict, setStrict] = useState(false);
  const typed = type.trim();
  const fault =
    typed === ''
      ? t('identity.typeMissing')
      : taken.includes(typed) && t('identity.typeTaken', { type: typed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog stands within the form of the rules for React, though not on the page.
    event.stopPropagation();
    setStrict(true);
    if (fault === false) {
      onAdd(typed);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('profiles.type')}
          description={t('identity.ownTypeHelp')}
          classNames={{ input: 'mono' }}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={type}
          error={strict && fault}
          onChange={({ currentTarget }) => setType(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit">{t('identity.addType')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
