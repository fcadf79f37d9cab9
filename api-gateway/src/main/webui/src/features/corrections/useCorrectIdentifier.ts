import { useEffect, useRef, useState } from 'react';
import type { Accepted, Profile } from '@/api/generated/model';
import { correctIdentifier } from '@/api/generated/operations';
import { lookUp } from '@/api/lookUp';
import { hasStatus } from '@/api/problem';
import { useForm } from '@/components/form/useForm';
import { useAccepted } from '@/features/pending/usePending';
import { useWorkspace } from '@/workspace/here';
import type { CorrectableType } from './correctable';

export interface Correction {
  person: Profile;
  /** The id of the person in the delivery, which may have been merged since. */
  shownAs: string;
  type: CorrectableType;
  /** The identifier that is wrong. */
  current: string;
  /** Whether the wrong value is no identifier, because it is invalid. */
  leftOut: boolean;
  opened: boolean;
  onClose: () => void;
}

/** Nothing was sent: the form was closed, or another person has the value. */
class NotSent extends Error {}

/** Who else has the value is looked up first. Only `merge` sends a value that another person has. */
type CheckOrMerge = 'check' | 'merge';

/**
 * Sends the correction of an identifier. If another person has the right identifier, nothing is sent:
 * the form names this person, and the user decides. This answer is void after a change of the value.
 */
export function useCorrectIdentifier(correction: Correction) {
  const { person, shownAs, type, current, opened, onClose } = correction;
  const workspace = useWorkspace();
  const accepted = useAccepted(shownAs);
  const [found, setFound] = useState<{ value: string; owner: string } | null>(null);
  /** The value that may be sent; null after a change of it, and after the form was closed. */
  const asked = useRef<string | null>(null);
  const form = useForm<{ value: string }, Accepted, CheckOrMerge>({
    start: { value: current },
    loses: (typed) => typed.value.trim() !== current,
    send: async (draft, how) => {
      const value = draft.value.trim();
      const owner = how === 'check' ? await ownerOf(workspace, { type, value }) : null;
      if (asked.current !== value) {
        throw new NotSent();
      }
      if (owner !== null && owner !== person.id) {
        setFound({ value, owner });
        throw new NotSent();
      }
      return correctIdentifier(workspace, person.id, type, { replaces: current, value });
    },
    onSaved: (answer) => {
      // The correction also gives the trait with the name of the type its value.
      accepted(answer, { subject: 'identifier', name: type });
      if (asked.current !== null) {
        onClose();
      }
    },
  });
  useEffect(() => {
    const stop = () => {
      asked.current = null;
    };
    if (!opened) {
      stop();
    }
    return stop;
  }, [opened]);
  const value = form.draft.value.trim();
  const send = (how: CheckOrMerge) => {
    asked.current = value;
    form.save(how);
  };
  return {
    form,
    missing: value === '' || value === current,
    error: form.error instanceof NotSent ? null : form.error,
    /** The person with the value, as the last look-up found; null if none was found. */
    other: found?.value === value ? found.owner : null,
    change: (value: string) => {
      asked.current = null;
      setFound(null);
      form.change({ value });
    },
    check: () => {
      setFound(null);
      send('check');
    },
    merge: () => send('merge'),
    cancel: () => {
      asked.current = null;
      onClose();
    },
  };
}

/** The profile with an identifier, or null if no person has it. */
async function ownerOf(
  workspace: string,
  identifier: { type: string; value: string },
): Promise<string | null> {
  try {
    return await lookUp(workspace, identifier);
  } catch (error) {
    if (hasStatus(error, 404)) {
      return null;
    }
    throw error;
  }
}
