import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ProfileGraph } from '@/api/generated/model';
import type { Asked } from '@/api/identity';
import { NamedWords } from '@/features/people/NamedWords';
import { useTranslation } from '@/texts/useTranslation';
import { choicesOf, keyOf } from './leaving';
import classes from './Unmerge.module.css';

interface Props {
  graph: ProfileGraph;
  /** Those that are chosen to begin with. */
  chosen: Asked[];
  onChosen: (identifiers: Asked[]) => void;
  onClose: () => void;
}

/** Chooses the identifiers that belong to the other person. */
export function Chooser({ graph, chosen: first, onChosen, onClose }: Props) {
  const { t } = useTranslation();
  const [keys, setKeys] = useState(() => first.map(keyOf));
  const choices = choicesOf(graph);
  const chosen = choices.filter((choice) => keys.includes(keyOf(choice)));
  const all = chosen.length === graph.identifiers.length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length > 0 && !all) {
      onChosen(chosen);
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text>{t('unmerge.chooser.lead')}</Text>
        <Checkbox.Group
          value={keys}
          onChange={setKeys}
          aria-label={t('unmerge.chooser.label')}
          error={all && t('unmerge.oneStays')}
        >
          <ul className={classes.choices}>
            {choices.map((choice, index) => (
              <li key={keyOf(choice)}>
                <Checkbox
                  value={keyOf(choice)}
                  label={<NamedWords named={choice} />}
                  data-autofocus={index === 0 || undefined}
                />
              </li>
            ))}
          </ul>
        </Checkbox.Group>
        <Group justify="space-between" className={classes.actions}>
          <Text role="status" c="dimmed" fz="sm">
            {t('unmerge.chosen', { count: chosen.length })}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" disabled={chosen.length === 0 || all}>
              {t('unmerge.chooser.show')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
