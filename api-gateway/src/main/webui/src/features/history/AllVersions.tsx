import { Alert, Stack, Text } from '@mantine/core';
import { More } from '@/components/page/More';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import classes from './history.module.css';
import { restoring } from './kinds';
import { OneVersion } from './OneVersion';
import { activeOf, type Versioned } from './object';

/** How many versions of an object the API keeps. */
const KEPT = 200;

interface Props extends Versioned {
  query: Parameters<typeof More>[0]['query'];
}

/** The versions, newest first, each with what it changed. */
export function AllVersions({ query, ...object }: Props) {
  const { t } = useTranslation();
  const { kind, versions } = object;
  const may = useMay(restoring(kind));
  const deleted = versions[0]?.deleted === true;
  // What the last one changed is known with the next part of the list.
  const listed = query.hasNextPage ? versions.slice(0, -1) : versions;
  return (
    <Stack gap="sm">
      {deleted && (
        <Alert color="gray" role="note">
          {t('history.gone', { kind: t(`history.kinds.${kind}`) })}
        </Alert>
      )}
      {!may.allowed && may.needs && !deleted && (
        <Text fz="sm" c="dimmed">
          {t('history.mayNot', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
      <ol className={classes.versions} aria-label={t('history.list')}>
        {listed.map((version, place) => (
          <OneVersion
            key={version.version}
            object={object}
            version={version}
            before={versions[place + 1]}
            active={activeOf(versions)}
          />
        ))}
      </ol>
      {!query.hasNextPage && <Beginning {...object} />}
      <More query={query} onlyAsked />
    </Stack>
  );
}

/** Where the list ends, and why. */
function Beginning({ versions }: Versioned) {
  const { t } = useTranslation();
  const first = versions.at(-1);
  const begun = first === undefined || first.version === 1;
  const words =
    versions.length === 1
      ? t(begun ? 'history.onlyOne' : 'history.beganWithUpdate')
      : !begun &&
        (versions.length >= KEPT ? t('history.newestKept', { count: KEPT }) : t('history.begins'));
  return (
    words && (
      <Text fz="sm" c="dimmed">
        {words}
      </Text>
    )
  );
}
