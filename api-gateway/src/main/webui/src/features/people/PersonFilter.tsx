import { useEffect, useRef } from 'react';
import { Chosen } from '@/components/filter/Chosen';
import { useTranslation } from '@/texts/useTranslation';
import { FindPerson } from './FindPerson';
import { PersonName } from './PersonName';

interface Props {
  /** The id of a profile, or another identifier that the API accepts. */
  person: string | undefined;
  onChange: (person: string | undefined) => void;
}

/**
 * Narrows a list to one person, who is found by an identifier or by name. The focus stays here when the
 * field becomes the person, and back.
 */
export function PersonFilter({ person, onChange }: Props) {
  const { t } = useTranslation();
  const shown = useRef<HTMLDivElement>(null);
  const awaited = useRef<{ person: string | undefined } | null>(null);
  useEffect(() => {
    if (awaited.current !== null && awaited.current.person === person) {
      awaited.current = null;
      shown.current?.querySelector<HTMLElement>('input, button')?.focus();
    }
  }, [person]);
  const choose = (next: string | undefined) => {
    awaited.current = { person: next };
    onChange(next);
  };
  return (
    <div ref={shown}>
      {person ? (
        <Chosen otherwise={t('activation.anyPerson')} onRemove={() => choose(undefined)}>
          <PersonName id={person} />
        </Chosen>
      ) : (
        <FindPerson whileTyping onFound={choose} />
      )}
    </div>
  );
}
