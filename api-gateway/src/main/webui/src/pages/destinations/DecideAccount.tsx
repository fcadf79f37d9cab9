import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { Destination } from '@/api/generated/model';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { Folded } from '@/components/text/Folded';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { Accounts } from './Accounts';
import { openDecision, type ShownDecision } from './accountDecision';

const OpenedDecideAccount = later(() =>
  import('./OpenedDecideAccount').then(({ OpenedDecideAccount }) => ({
    default: OpenedDecideAccount,
  })),
);

/** The height of a question in pixels, so that the dialog keeps its size. */
const HEIGHT = { kept: 170, forgotten: 320 };

/** The decision about credentials of another account, or of one that the destination does not name. */
export function DecideAccount({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const { allowed: mayDecide, needs } = useMay('decideAccount');
  const [opened, setOpened] = useState(false);
  // What the user confirms is what was shown, whatever the destination becomes meanwhile.
  const [shown, setShown] = useState<ShownDecision | null>(null);
  const decision = openDecision(destination);
  const choose = (ids: ShownDecision['ids']) => {
    if (decision !== null) {
      setShown({ ids, decision, version: destination.version });
      setOpened(true);
    }
  };
  const choices = mayDecide ? (
    <Group>
      <Button variant="default" onClick={() => choose('kept')}>
        {t('destinations.decide.kept')}
      </Button>
      <Button variant="default" onClick={() => choose('forgotten')}>
        {t('destinations.decide.forgotten')}
      </Button>
    </Group>
  ) : (
    needs && <Text>{t('destinations.decide.ask', { role: t(`roles.${needs}`) })}</Text>
  );
  return (
    <>
      {destination.account?.decision && <Text>{t('destinations.deciding')}</Text>}
      {decision?.askedAgain && choices && (
        <Folded title={t('destinations.decide.withoutAnswer')}>
          <Text my="xs">{t('destinations.decide.withoutAnswerDetail')}</Text>
          {choices}
        </Folded>
      )}
      {decision && !decision.askedAgain && (
        <Stack gap="xs">
          <Accounts decision={decision} />
          {choices}
        </Stack>
      )}
      <Dialog
        opened={opened && shown !== null}
        onClose={() => setOpened(false)}
        title={shown === null ? '' : titleOf(shown, t)}
      >
        {shown && (
          <Suspense fallback={<Skeleton height={HEIGHT[shown.ids]} aria-busy="true" />}>
            <OpenedDecideAccount
              shown={shown}
              destination={destination}
              onClose={() => setOpened(false)}
            />
          </Suspense>
        )}
      </Dialog>
    </>
  );
}

function titleOf(
  { ids, decision: { other } }: ShownDecision,
  t: ReturnType<typeof useTranslation>['t'],
) {
  if (ids === 'kept') {
    return t('destinations.decide.kept');
  }
  return other
    ? t('destinations.decide.forgottenTitle', { account: other.name })
    : t('destinations.decide.forgottenTitleUnnamed');
}
