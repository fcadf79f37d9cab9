import { useMemo } from 'react';
import type { Audience } from '@/api/generated/model';
import { Failure } from '@/components/feedback/Failure';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { Columns } from '@/components/page/Columns';
import { ListCrumb } from '@/components/page/ListCrumb';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import { Actions } from './Actions';
import classes from './Builder.module.css';
import { BuilderContext } from './builder';
import { Details } from './Details';
import { Announced } from './preview/Announced';
import { CountBar } from './preview/CountBar';
import { CountPanel } from './preview/CountPanel';
import { EffectPanel } from './preview/EffectPanel';
import { FunnelPanel } from './preview/FunnelPanel';
import { OverlapsPanel } from './preview/OverlapsPanel';
import { PeopleList } from './preview/PeopleList';
import { Refused } from './Refused';
import { RulePanel } from './RulePanel';
import type { GroupNode } from './rule/model';
import { SaveConfirmation } from './SaveConfirmation';
import { type NameAndDescription, useEditor } from './useEditor';
import type { Subject } from './vocabulary/subject';

/** Short enough to leave the rest of the page in view. */
const PEOPLE_SHOWN = 5;

interface Props {
  /** The audience that is changed; null for one that is not there yet. */
  audience: Audience | null;
  rule: GroupNode;
  /** What a new audience is called at first. */
  named?: NameAndDescription;
  /** The name of the audience of which a new one is a copy. */
  copyOf?: string;
  /** Discards the changes here for those that another user saved meanwhile. */
  onTakeNewest?: () => void;
}

/** The builder: on the left the rule, on the right what it means right now. */
export function Editor({ audience, rule, named, copyOf, onTakeNewest }: Props) {
  const { t } = useTranslation();
  const editor = useEditor(audience, rule, named);
  const { builder, preview, details, vocabulary, written } = editor;
  const counted = preview.counted?.preview ?? null;
  const { people } = usePeople();
  const crumbs = useMemo(
    () => [
      <ListCrumb key="all" of="audiences" />,
      ...(audience === null
        ? []
        : [<AudienceLink key="audience" id={audience.id} name={audience.name} />]),
    ],
    [audience],
  );
  return (
    <BuilderContext value={builder}>
      <Page
        title={audience === null ? t('builder.newAudience') : t('builder.editAudience')}
        lead={
          copyOf === undefined
            ? (audience?.name ?? t('builder.newLead'))
            : t('builder.copyLead', { name: copyOf })
        }
        crumbs={crumbs}
        actions={<Actions editor={editor} creates={audience === null} />}
      >
        <Columns
          main={
            <>
              <Details {...details} />
              <RulePanel
                rule={written.rule}
                inWords={counted?.inWords ?? null}
                counting={preview.counting}
              />
            </>
          }
          side={
            <>
              <CountPanel
                preview={preview}
                open={builder.open.size}
                warnings={editor.warnings}
                inForce={editor.inForce}
              />
              {audience !== null && counted?.change && (
                <EffectPanel
                  audience={audience}
                  change={counted.change}
                  counting={preview.counting}
                  nameOf={editor.nameOf}
                />
              )}
              {audience !== null && <FunnelPanel audience={audience} />}
              {counted !== null &&
                counted.count > 0 &&
                !counted.approximate &&
                builder.subjects.some(isAudience) && (
                  <OverlapsPanel
                    rule={written.rule}
                    audience={audience?.id ?? null}
                    counting={preview.counting}
                  />
                )}
              {counted !== null && counted.sample.length > 0 && (
                <Panel title={t('builder.someOfThem')}>
                  <PeopleList people={counted.sample} shown={PEOPLE_SHOWN} nameOf={editor.nameOf} />
                </Panel>
              )}
            </>
          }
        />
        {audience !== null && <SaveConfirmation audience={audience} editor={editor} />}
        <div className={classes.problems}>
          <Refused editor={editor} onTakeNewest={onTakeNewest} />
          {vocabulary.error && <Failure error={vocabulary.error} again={vocabulary.again} />}
        </div>
        <CountBar preview={preview} inForce={editor.inForce} />
        <Announced
          people={counted === null ? null : people(counted.count, counted.approximate)}
          removed={editor.removed}
        />
      </Page>
    </BuilderContext>
  );
}

function isAudience({ kind }: Subject): boolean {
  return kind === 'audience';
}
