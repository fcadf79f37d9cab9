import { TextLink } from '@/components/links';
import { humanName } from '@/components/text/humanName';
import { RawName } from '@/components/text/RawName';
import { useWorkspace } from '@/workspace/here';

/** A link to the page of a trait, by its readable name as in the builder. */
export function TraitName({ name }: { name: string }) {
  const workspace = useWorkspace();
  return (
    <>
      <TextLink to="/w/$workspace/dictionary/trait" params={{ workspace }} search={{ name }}>
        {humanName(name)}
      </TextLink>
      <RawName name={name} label={humanName(name)} />
    </>
  );
}
