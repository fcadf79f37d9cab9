import { Alert, Text } from '@mantine/core';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';

/** What the form of an object would say at a field: no fault of the network or of rights. */
const BY_HAND = [409, 422];

/** Why a version is not restored, and what to do instead. */
export function NotRestored({ error, version }: { error: Error; version: number }) {
  const { t } = useTranslation();
  if (!(error instanceof ProblemError) || !BY_HAND.includes(error.status)) {
    return <Failure error={error} />;
  }
  return (
    <Alert color="red" role="alert" title={t('history.refused', { version })}>
      {error.code === 'secret-needed' ? (
        t('history.secretNeeded')
      ) : (
        <>
          <Text fz="sm">{error.message}</Text>
          <Text fz="sm" mt={4}>
            {t('history.refusedWhatToDo')}
          </Text>
        </>
      )}
    </Alert>
  );
}
