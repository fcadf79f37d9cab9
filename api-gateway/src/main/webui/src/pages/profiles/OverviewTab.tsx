import type { Profile } from '@/api/generated/model';
import { Columns } from '@/components/page/Columns';
import { ConsentPanel } from './consent/ConsentPanel';
import { InAudiences } from './InAudiences';
import { Traits } from './Traits';

export function OverviewTab({ profile }: { profile: Profile }) {
  return (
    <Columns
      main={<Traits profile={profile.id} />}
      side={
        <>
          <InAudiences profile={profile.id} />
          <ConsentPanel profile={profile} />
        </>
      }
    />
  );
}
