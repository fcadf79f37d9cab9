import { Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import type { OpenDecision } from './accountDecision';

/** Which account the present credentials belong to, and which one has the records. */
export function Accounts({ decision }: { decision: OpenDecision }) {
  const { t } = useTranslation();
  const { other, former, sameId } = decision;
  return (
    <div>
      {other === null && <Text>{t('destinations.unnamedAccount')}</Text>}
      {other !== null && (
        <Text>
          {t(sameId ? 'destinations.otherAddress' : 'destinations.otherAccount', { ...other })}
        </Text>
      )}
      {former !== null && !sameId && <Text>{t('destinations.formerAccount', { ...former })}</Text>}
    </div>
  );
}
