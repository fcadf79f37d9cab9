import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { CatalogueTrait, CatalogueTraits } from '@/api/generated/model';
import { declareTraitType } from '@/api/generated/operations';
import { Columns } from '@/components/page/Columns';
import { Facts } from '@/components/page/Facts';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Panel } from '@/components/page/Panel';
import { humanName } from '@/components/text/humanName';
import { roundedNumber } from '@/components/text/roundedNumber';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AsOf } from './AsOf';
import { Classification } from './Classification';
import { declaredOf } from './declared';
import { Policy } from './Policy';
import { QualityPanel } from './quality/QualityPanel';
import { traitsQuery, unreadableTraitQuery } from './queries';
import { Synonyms } from './Synonyms';
import { TypeChoice } from './TypeChoice';
import { TypeNames } from './TypeNames';
import { Values } from './Values';
import { Word } from './Word';
import { whyMissing } from './whyMissing';

const MISSING = {
  nobody: 'dictionary.nobodyHas',
  beyond: 'dictionary.traitBeyond',
  unread: 'dictionary.traitUnread',
} as const;

export function TraitPage() {
  const { name = '' } = useSearch({ from: '/w/$workspace/dictionary/trait' });
  const { t } = useTranslation();
  const query = useQuery(traitsQuery(useWorkspace()));
  return (
    <LoadedPage query={query} kind={humanName(name) || t('dictionary.trait')}>
      {(traits) => <LoadedTrait name={name} traits={traits} />}
    </LoadedPage>
  );
}

/** As which type rules read the trait. */
function TraitType({ trait, estimated }: { trait: CatalogueTrait; estimated: boolean }) {
  const { t } = useTranslation();
  const { number } = usePeople();
  const workspace = useWorkspace();
  return (
    <Panel title={t('dictionary.declaredType')}>
      <TypeChoice
        operation="declareTraitType"
        declared={trait.declared}
        unreadable={
          trait.declared && trait.unreadable !== null && trait.unreadable !== undefined
            ? { count: trait.unreadable, approximate: trait.approximate, estimated }
            : null
        }
        count={(type) => unreadableTraitQuery(workspace, trait.name, type)}
        words={({ count, approximate }, type) =>
          approximate
            ? t('dictionary.unreadableRounded', {
                number: number(count, roundedNumber(count)),
                type: t(`dictionary.declared.${type}`),
              })
            : t('dictionary.unreadablePeople', { count, type: t(`dictionary.declared.${type}`) })
        }
        declare={(type) => declareTraitType(workspace, trait.name, { type })}
      />
    </Panel>
  );
}

function LoadedTrait({ name, traits }: { name: string; traits: CatalogueTraits }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { number } = usePeople();
  const trait = traits.data.find((each) => each.name === name);
  return (
    <Word
      label={humanName(name)}
      name={name}
      tab="traits"
      use={{ trait: name }}
      lead={
        trait
          ? trait.approximate
            ? t('dictionary.traitLeadRounded', {
                number: number(trait.people, roundedNumber(trait.people)),
              })
            : t('dictionary.traitLead', {
                count: trait.people,
                share: formats.share({
                  count: trait.people,
                  of: traits.people,
                  estimated: traits.estimated,
                }),
              })
          : t(MISSING[whyMissing(traits)])
      }
    >
      <Columns
        main={
          <>
            <Values
              title={t('dictionary.values')}
              place={{ trait: name }}
              unreadableAs={
                trait?.declared && trait.unreadable && trait.unreadable >= trait.people
                  ? t(`dictionary.declared.${declaredOf(trait.declared)}`)
                  : undefined
              }
            />
            <QualityPanel trait={name} />
          </>
        }
        side={
          <>
            <Classification trait={name} />
            <Policy trait={name} />
            {trait && <TraitType trait={trait} estimated={traits.estimated} />}
            {trait && (
              <Synonyms
                key={name}
                of={{ trait: name }}
                synonyms={trait.synonyms}
                shipped={trait.shippedSynonyms}
              />
            )}
            {trait && (
              <Panel title={t('object.about')}>
                <Facts
                  facts={[
                    { label: t('dictionary.type'), value: <TypeNames types={trait.types} /> },
                    {
                      label: t('dictionary.lastSeen'),
                      value: trait.lastSeen ? (
                        <Time at={trait.lastSeen} clock="business" />
                      ) : (
                        t('dictionary.notSince')
                      ),
                    },
                  ]}
                />
              </Panel>
            )}
          </>
        }
      />
      <AsOf {...traits} more={false} rounded={trait?.approximate ?? false} />
    </Word>
  );
}
