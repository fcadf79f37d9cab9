import { Chosen } from '@/components/filter/Chosen';
import { useTranslation } from '@/texts/useTranslation';
import { FindPerson } from './FindPerson';
import { PersonName } from './PersonName';

interface Props {
  /** The id of a profile, or another identifier that the API accepts. */
  person: string | undefined;
  onChange: (person: string | undefined) => void;
}

/** Narrows a list to one person, who is found by an identifier or by name. */
export function PersonFilter({ person, onChange }: Props) {
  const { t } = useTranslation();
  return person ? (
    <Chosen otherwise={t('activation.anyPerson')} onRemove={() => onChange(undefined)}>
      <PersonName id={person} />
    </Chosen>
  ) : (
    <FindPerson onFound={onChange} />
  );
}
