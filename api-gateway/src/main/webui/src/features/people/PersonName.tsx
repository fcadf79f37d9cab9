import { VisuallyHidden } from '@mantine/core';
import type { PersonLabel } from '@/api/generated/model';
import { TextLink } from '@/components/links';
import { useWorkspace } from '@/workspace/here';
import classes from './PersonName.module.css';
import { usePersonName } from './usePersonName';
import { usePersonWords } from './usePersonWords';

interface Props {
  id: string;
  /** The label in the list with the person; without it, the name is read, together with those of others. */
  person?: PersonLabel | null | undefined;
  /** The part of the profile to which the link leads. */
  tab?: string;
  /** Among words, where colour alone would not tell it. */
  inText?: boolean;
  /** Opens the profile beside the page, where the page has unsaved input. */
  beside?: boolean;
}

/** A person by name, with a link to the profile. */
export function PersonName({ id, person, tab, inText = false, beside = false }: Props) {
  const workspace = useWorkspace();
  const name = usePersonName(id, person ?? undefined);
  return (
    <TextLink
      className={classes.name}
      title={name ?? undefined}
      to="/w/$workspace/profiles/$profile"
      params={{ workspace, profile: id }}
      search={{ tab }}
      underline={inText ? 'always' : 'hover'}
      target={beside ? '_blank' : undefined}
    >
      {name ?? <Reading id={id} />}
    </TextLink>
  );
}

/** Stands for a name that is being read, as wide as most names. */
function Reading({ id }: { id: string }) {
  const words = usePersonWords();
  return (
    <>
      <span className={classes.reading} aria-hidden />
      <VisuallyHidden>{words(id)}</VisuallyHidden>
    </>
  );
}
