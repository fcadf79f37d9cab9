import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Accepted, Profile } from '@/api/generated/model';
import { correctIdentifier } from '@/api/generated/operations';
import { lookUp } from '@/api/lookUp';
import { hasStatus } from '@/api/problem';
import { useAccepted } from '@/features/people/pending/usePending';
import { useWorkspace } from '@/workspace/here';

interface Props {
  person: Profile;
  shownAs: string;
  type: string;
  refused: string;
  onDone: () => void;
}

/**
 * Sends the correction of an identifier. If another person has the right identifier, nothing is sent
 * the first time: the id of this person is returned, and the user decides.
 */
export function useCorrectIdentifier({ person, shownAs, type, refused, onDone }: Props) {
  const workspace = useWorkspace();
  const accepted = useAccepted(shownAs);
  const [other, setOther] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: async (value: string): Promise<Accepted | null> => {
      if (other === null) {
        const owner = await ownerOf(workspace, { type, value });
        if (owner !== null && owner !== person.id) {
          setOther(owner);
          return null;
        }
      }
      return correctIdentifier(workspace, person.id, type, { replaces: refused, value });
    },
    onSuccess: (answer) => {
      if (answer !== null) {
        // The correction also gives the trait with the name of the type its value.
        accepted(answer, { subject: 'trait', name: type, answer: null });
        onDone();
      }
    },
  });
  const forget = () => {
    setOther(null);
    send.reset();
  };
  return { other, send, forget };
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
