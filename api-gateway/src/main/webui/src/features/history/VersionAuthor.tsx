import type { DefinitionVersion } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useAuthor } from './useAuthor';

/** When a version was made, and by whom. */
export function VersionAuthor({ version }: { version: Pick<DefinitionVersion, 'changedAt' | 'changedBy'> }) {
  const author = useAuthor();
  return (
    <>
      <Time at={version.changedAt} clock="wall" /> (
      <Time at={version.changedAt} clock="wall" exact />) · {author(version)}
    </>
  );
}
