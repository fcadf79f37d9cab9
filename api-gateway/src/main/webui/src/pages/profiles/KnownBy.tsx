import type { Profile } from '@/api/generated/model';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { CORRECTABLE } from '@/features/corrections/correctable';
import { PendingMark } from '@/features/pending/PendingMark';
import { compareTypes } from '@/features/people/identifier';
import { NamedWords } from '@/features/people/NamedWords';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { CorrectOne } from './CorrectOne';

const SHOWN = 6;

/** The most telling identifiers of a person; the others and their evidence are in the part about the identity. */
export function KnownBy({ profile: { id, identifiers } }: { profile: Profile }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const shown = identifiers
    .toSorted((one, other) => compareTypes(one.type, other.type))
    .slice(0, SHOWN);
  return (
    <Panel
      title={t('profiles.identifiers')}
      aside={
        <TextLink
          to="/w/$workspace/profiles/$profile"
          params={{ workspace, profile: id }}
          search={{ tab: 'identity' }}
          underline="hover"
        >
          {t('profiles.allIdentifiers', { count: identifiers.length })}
        </TextLink>
      }
    >
      <ul className="plain-list">
        {shown.map((identifier, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked values are all alike
          <li key={`${identifier.type} ${place}`}>
            <span style={{ overflowWrap: 'anywhere' }}>
              <NamedWords named={identifier} />
            </span>
            <CorrectOne profile={id} identifier={identifier} />
          </li>
        ))}
      </ul>
      {CORRECTABLE.map((type) => (
        <PendingMark key={type} object={id} subject="identifier" name={type} />
      ))}
    </Panel>
  );
}
