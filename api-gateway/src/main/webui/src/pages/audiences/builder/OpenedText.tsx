import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from './builder';
import type { Json } from './rule/model';
import { read, Unreadable } from './rule/read';

/** The rule as the API reads it. What is typed becomes the rule when it is taken over. */
export function OpenedText({ rule }: { rule: Json | null }) {
  const { t } = useTranslation();
  const { edit } = useBuilder();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const take = () => {
    try {
      const next = read(JSON.parse(typed ?? ''));
      edit(() => next);
      setTyped(null);
      setError(null);
    } catch (failure) {
      setError(
        failure instanceof Unreadable
          ? t('builder.textNoRule', { place: failure.pointer || '/' })
          : t('builder.textNoJson'),
      );
    }
  };
  return (
    <>
      <Textarea
        label={t('builder.text')}
        description={t('builder.textHelp')}
        autosize
        minRows={6}
        maxRows={24}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={typed ?? (rule === null ? '' : JSON.stringify(rule, null, 2))}
        error={error}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setError(null);
        }}
      />
      {typed !== null && (
        <Group gap="xs">
          <Button size="xs" onClick={take}>
            {t('builder.takeText')}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              setTyped(null);
              setError(null);
            }}
          >
            {t('builder.dropText')}
          </Button>
        </Group>
      )}
    </>
  );
}
