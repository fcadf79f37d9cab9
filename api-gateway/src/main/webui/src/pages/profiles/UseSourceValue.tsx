import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Origin, TraitStatement, TraitValue } from '@/api/generated/model';
import { correctTrait } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { useModelNames, useSourceNames } from '@/components/objects/useNames';
import { useAccepted } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { asText } from './typed';

interface Props {
  profile: string;
  trait: string;
  statements: TraitStatement[];
  onDone: () => void;
}

/** Corrects a trait to the value of a source. */
export function UseSourceValue({ profile, trait, statements, onDone }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const originName = useOriginName();
  const accepted = useAccepted(profile);
  const correct = useMutation({
    mutationFn: (value: TraitValue['value']) => correctTrait(workspace, profile, trait, { value }),
    onSuccess: (answer) => {
      accepted(answer, { subject: 'trait', name: trait });
      onDone();
    },
  });
  return statements.length === 0 ? null : (
    <Stack gap="xs" align="flex-start">
      <Text>{t('profiles.empty.again')}</Text>
      {statements.map(({ value, origin }) => (
        <Button
          key={asText(value)}
          size="compact-sm"
          variant="default"
          maw="100%"
          loading={correct.isPending}
          onClick={() => correct.mutate(value as TraitValue['value'])}
        >
          {t('profiles.empty.use', { value: asText(value), origin: originName(origin) })}
        </Button>
      ))}
      {correct.error && <Failure error={correct.error} />}
    </Stack>
  );
}

/** The name of a source or a model. */
function useOriginName(): (origin: Origin) => string {
  const sourceName = useSourceNames();
  const modelName = useModelNames();
  return ({ kind, source, model }) =>
    kind === 'row' ? modelName(model ?? '') : sourceName(source ?? '');
}
