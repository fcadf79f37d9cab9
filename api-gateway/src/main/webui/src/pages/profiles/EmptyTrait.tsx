import { ActionIcon, Stack, Text, Tooltip } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TraitOfProfile } from '@/api/generated/model';
import { withdrawTrait } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { Value } from '@/components/text/Value';
import { useAccepted } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { isCorrected, sourceValues } from './others';
import { UseSourceValue } from './UseSourceValue';

interface Props {
  profile: string;
  trait: TraitOfProfile;
}

/** Empties a trait: the values of all origins go. The value of a source can be used again instead. */
export function EmptyTrait({ profile, trait: { trait, value, said } }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const may = useMay('withdrawTrait').allowed;
  const accepted = useAccepted(profile);
  const [asked, setAsked] = useState(false);
  const empty = useMutation({
    mutationFn: () => withdrawTrait(workspace, profile, trait),
    onSuccess: (answer) => {
      setAsked(false);
      accepted(answer, { subject: 'trait', name: trait });
    },
  });
  if (!may || value === null) {
    return null;
  }
  return (
    <>
      <Tooltip label={t('profiles.empty.action')}>
        <ActionIcon
          size="sm"
          variant="default"
          aria-label={t('profiles.empty.trait', { trait })}
          onClick={() => {
            empty.reset();
            setAsked(true);
          }}
        >
          <IconEraser size={14} />
        </ActionIcon>
      </Tooltip>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('profiles.empty.title', { trait })}
        action={t('profiles.empty.action')}
        danger
        mutation={empty}
      >
        <Stack gap="md">
          <Text>
            {t('activation.nowHeld')}{' '}
            <strong>
              <Value value={value} masked={t('masked.trait', { trait })} />
            </strong>
          </Text>
          <Text>{t('profiles.empty.detail')}</Text>
          {isCorrected(said) ? (
            <Text>{t('profiles.empty.withdraw')}</Text>
          ) : (
            <UseSourceValue
              profile={profile}
              trait={trait}
              statements={sourceValues(said, value)}
              onDone={() => setAsked(false)}
            />
          )}
        </Stack>
      </Confirm>
    </>
  );
}
