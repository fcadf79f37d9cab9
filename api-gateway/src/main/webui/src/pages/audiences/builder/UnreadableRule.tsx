import type { Audience } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { ListCrumb } from '@/components/page/ListCrumb';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  title: string;
  audience: Pick<Audience, 'id' | 'name'>;
}

/** In place of the builder, for a rule that it cannot show. */
export function UnreadableRule({ title, audience }: Props) {
  const { t } = useTranslation();
  return (
    <Page title={title} crumbs={[<ListCrumb key="all" of="audiences" />]}>
      <Panel>
        <Empty
          title={t('builder.unreadable')}
          action={<AudienceLink id={audience.id} name={audience.name} />}
        >
          {t('builder.unreadableDetail')}
        </Empty>
      </Panel>
    </Page>
  );
}
