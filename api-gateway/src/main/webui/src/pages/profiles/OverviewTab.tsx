import type { Profile } from '@/api/generated/model';
import { Columns } from '@/components/page/Columns';
import { LeftOutPanel } from '@/features/identity/LeftOutPanel';
import { AtDestinations } from './AtDestinations';
import { CorrectOne } from './CorrectOne';
import { ConsentPanel } from './consent/ConsentPanel';
import { InAudiences } from './InAudiences';
import { KeyFacts } from './KeyFacts';
import { KnownBy } from './KnownBy';
import { NewestEvents } from './NewestEvents';
import { Traits } from './Traits';

/** Key facts, identifiers and the newest events first; then the traits with their origins, audiences and consent. */
export function OverviewTab({ profile }: { profile: Profile }) {
  return (
    <Columns
      main={
        <>
          <KeyFacts profile={profile} />
          <NewestEvents profile={profile.id} />
        </>
      }
      side={
        <>
          <KnownBy profile={profile} />
          {profile.leftOut.length > 0 && (
            <LeftOutPanel
              leftOut={profile.leftOut}
              action={(left) =>
                left.reason === 'invalid' && <CorrectOne profile={profile.id} identifier={left} />
              }
            />
          )}
          <InAudiences profile={profile.id} />
          <AtDestinations profile={profile.id} />
          <ConsentPanel profile={profile} />
        </>
      }
      below={<Traits profile={profile.id} />}
    />
  );
}
