import { TextLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Leads to the rules by which something was decided. */
export function RulesOfThen({ version }: { version: number }) {
  const { t } = useTranslation();
  return (
    <>
      {' · '}
      <TextLink
        to="/w/$workspace/identity"
        params={{ workspace: useWorkspace() }}
        search={{ version: String(version) }}
        underline="always"
      >
        {t('identity.history.rulesVersion', { version })}
      </TextLink>
    </>
  );
}
