import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TraitOfProfile } from '@/api/generated/model';
import { withdrawTrait } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useAccepted } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

interface Props {
  profile: string;
  trait: TraitOfProfile;
}

/** Withdraws a correction. The API withdraws the values of all sources with it, and the dialog says so. */
export function WithdrawTrait({ profile, trait: { trait, value, origin } }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const may = useMay('withdrawTrait').allowed;
  const accepted = useAccepted(profile);
  const [asked, setAsked] = useState(false);
  const withdraw = useMutation({
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
      <Tooltip label={t('profiles.withdraw')}>
        <ActionIcon
          size="sm"
          variant="default"
          aria-label={t('profiles.withdrawTrait', { trait })}
          onClick={() => {
            withdraw.reset();
            setAsked(true);
          }}
        >
          <IconEraser size={14} />
        </ActionIcon>
      </Tooltip>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('profiles.withdrawTitle', { trait })}
        action={t('profiles.withdraw')}
        danger
        mutation={withdraw}
      >
        <Text>
          {t(origin?.kind === 'manual' ? 'profiles.withdrawCorrection' : 'profiles.withdrawValues')}{' '}
          {t('profiles.withdrawDetail')}
        </Text>
      </Confirm>
    </>
  );
}
