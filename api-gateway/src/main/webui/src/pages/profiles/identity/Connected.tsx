import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { OneLink } from './OneLink';
import { linksQuery } from './queries';
import classes from './WhyOne.module.css';

/** Who is named together with a person and kept apart; nothing where there is nobody. */
export function Connected({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(linksQuery(useWorkspace(), profile));
  const none = query.data?.pages.every(({ data }) => data.length === 0) ?? !query.isError;
  if (none) {
    return null;
  }
  return (
    <Panel title={t('identity.why.links.title')}>
      <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
        {({ pages }) => (
          <>
            <Text c="dimmed" mb="sm">
              {t('identity.why.links.lead')}
            </Text>
            <ul className={classes.list}>
              {pages
                .flatMap(({ data }) => data)
                .map((linked) => (
                  <li key={linked.profile}>
                    <OneLink linked={linked} />
                  </li>
                ))}
            </ul>
            <More query={query} onlyAsked />
          </>
        )}
      </Loaded>
    </Panel>
  );
}
