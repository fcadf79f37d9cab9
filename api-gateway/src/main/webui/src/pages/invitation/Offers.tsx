import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Me } from '@/api/generated/model';
import { findMyInvitations } from '@/api/generated/operations';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { PageSkeleton } from '@/components/page/PageSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { Offer } from './Offer';

interface Props {
  token: string | null;
  me: Me;
}

/** What the person who is signed in may accept: by their link, and by their verified address. */
export function Offers({ token, me }: Props) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => (await findMyInvitations({ token })).data,
  });
  return (
    <Stack>
      <Text>{t('invitation.signedInAs', { name: me.name })}</Text>
      <Loaded query={query} skeleton={<PageSkeleton />}>
        {(offers) =>
          offers.length === 0 ? (
            <Empty
              title={t('invitation.none')}
              action={
                <Button component="a" href="/" variant="default">
                  {t('invitation.home')}
                </Button>
              }
            >
              {t('invitation.noneDetail')}
            </Empty>
          ) : (
            offers.map((offer) => <Offer key={offer.id} offer={offer} token={token} />)
          )
        }
      </Loaded>
    </Stack>
  );
}
