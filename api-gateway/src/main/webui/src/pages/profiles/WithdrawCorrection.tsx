import { ActionIcon, Stack, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TraitOfProfile } from '@/api/generated/model';
import { withdrawCorrection } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { Value } from '@/components/text/Value';
import { useAccepted } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { FirstOf } from './identity/FirstOf';
import { OriginName } from './OriginName';
import { bySources, isCorrected } from './others';
import { StatementTime } from './StatementTime';
import { isContact } from './typed';

interface Props {
  profile: string;
  trait: TraitOfProfile;
}

/** Withdraws the corrections of a trait, so that the values of the sources count again. */
export function WithdrawCorrection({ profile, trait: { trait, said, classification } }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const may = useMay('withdrawCorrection').allowed;
  const accepted = useAccepted(profile);
  const [asked, setAsked] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => withdrawCorrection(workspace, profile, trait),
    onSuccess: (answer) => {
      setAsked(false);
      accepted(answer, { subject: 'trait', name: trait });
    },
  });
  if (!may || !isCorrected(said)) {
    return null;
  }
  const values = bySources(said);
  const masked =
    classification === 'sensitive' ? t('masked.sensitive') : t('masked.trait', { trait });
  return (
    <>
      <Tooltip label={t('profiles.withdraw.action')}>
        <ActionIcon
          size="sm"
          variant="default"
          aria-label={t('profiles.withdraw.trait', { trait })}
          onClick={() => {
            withdraw.reset();
            setAsked(true);
          }}
        >
          <IconArrowBackUp size={14} />
        </ActionIcon>
      </Tooltip>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('profiles.withdraw.title', { trait })}
        action={t('profiles.withdraw.action')}
        mutation={withdraw}
      >
        <Stack gap="md">
          <Text>{t('profiles.withdraw.detail')}</Text>
          {isContact(trait) && <Text>{t('profiles.withdraw.identifiers')}</Text>}
          {values.length === 0 ? (
            <Text>{t('profiles.withdraw.none')}</Text>
          ) : (
            <div>
              <Text>{t('profiles.withdraw.values')}</Text>
              <ul>
                <FirstOf all={values}>
                  {(statement) => (
                    <>
                      <strong>
                        <Value value={statement.value} masked={masked} />
                      </strong>{' '}
                      <OriginName origin={statement.origin} />,{' '}
                      <StatementTime statement={statement} />
                    </>
                  )}
                </FirstOf>
              </ul>
            </div>
          )}
        </Stack>
      </Confirm>
    </>
  );
}
