import { Chip, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from '@/texts/useTranslation';

interface Props<S extends string> {
  /** The first stands in the address by its absence. */
  states: readonly S[];
  state: S;
  label: (state: S) => string;
}

/** Which of them are shown: what waits, or what has become of the others. */
export function States<S extends string>({ states, state, label }: Props<S>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Chip.Group
      value={state}
      onChange={(chosen) =>
        void navigate({
          to: '.',
          search: (before) => ({ ...before, state: chosen === states[0] ? undefined : chosen }),
          replace: true,
        })
      }
    >
      <Group gap={6} role="group" aria-label={t('list.state')}>
        {states.map((each) => (
          <Chip key={each} value={each} size="sm">
            {label(each)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
