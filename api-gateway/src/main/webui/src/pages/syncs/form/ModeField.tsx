import { Alert, Radio, Stack, Text } from '@mantine/core';
import type { ObjectType } from '@/api/generated/model';
import { type Mode, modeOf, modesFor } from '@/features/syncs/modes';
import { useModeWords } from '@/features/syncs/useModeWords';
import { useTranslation } from '@/texts/useTranslation';
import type { FromKind } from './manifest';

interface Props {
  kind: FromKind;
  object: ObjectType;
  mode: Mode;
  error: string | undefined;
  onChange: (mode: Mode) => void;
}

/** What the sync does, among what the object can; the mode of a sync that it no longer can is named. */
export function ModeField({ kind, object, mode, error, onChange }: Props) {
  const { t } = useTranslation();
  const words = useModeWords();
  const modes = modesFor(object, kind);
  const [only] = modes;
  const gone = modes.includes(mode)
    ? undefined
    : t('syncs.modeGone', { object: object.label, mode: t(`syncs.modes.${mode}`) });
  if (modes.length === 1 && only === mode && error === undefined) {
    return <Text>{words(only, kind, object)}</Text>;
  }
  return (
    <>
      <Radio.Group
        label={t('syncs.mode')}
        required
        value={mode}
        error={gone ?? error}
        onChange={(chosen) => onChange(modeOf(chosen) ?? mode)}
      >
        <Stack gap="xs" mt={6}>
          {modes.map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`syncs.modes.${each}`)}
              description={words(each, kind, object)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {mode === 'delete' && (
        <Alert color="red" role="note">
          {t('activation.deletesWarning')}
        </Alert>
      )}
    </>
  );
}
