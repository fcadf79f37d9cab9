import { Checkbox, Radio, Stack } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import { type Rights, ROLES } from './rights';

interface Props {
  rights: Rights;
  onChange: (rights: Rights) => void;
  error?: string | undefined;
  /** What seeing personal data means for whom it is given to. */
  personalDataDetail: string;
}

export function RightsFields({ rights, onChange, error, personalDataDetail }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Radio.Group
        name="role"
        label={t('team.role')}
        value={rights.role}
        error={error}
        onChange={(chosen) =>
          onChange({ ...rights, role: ROLES.find((role) => role === chosen) ?? null })
        }
      >
        <Stack gap="xs" mt={6} mb={6}>
          {ROLES.map((role) => (
            <Radio
              key={role}
              value={role}
              label={t(`roles.${role}`)}
              description={t(`team.roles.${role}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Checkbox
        label={t('team.mayRead')}
        description={personalDataDetail}
        checked={rights.personalData}
        onChange={({ currentTarget }) =>
          onChange({ ...rights, personalData: currentTarget.checked })
        }
      />
    </>
  );
}
