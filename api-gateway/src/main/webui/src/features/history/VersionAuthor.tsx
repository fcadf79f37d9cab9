import type { DefinitionVersion } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useAuthor } from './useAuthor';

/** The time and the author of a version. */
export function VersionAuthor({
  version,
}: {
  version: Pick<DefinitionVersion, 'changedAt' | 'changedBy'>;
}) {
  const author = useAuthor();
  return (
    <>
      <Time at={version.changedAt} clock="wall" /> (
      <Time at={version.changedAt} clock="wall" exact />) · {author(version)}
    </>
  );
}
