import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { numbersQuery } from '@/api/catalogueQueries';
import { useWorkspace } from '@/workspace/here';
import type { RuleNode } from '../rule/model';
import { thresholdOf } from '../vocabulary/shares';
import type { Subject, TopSubject } from '../vocabulary/subject';
import { newCondition } from '../vocabulary/subjects';

interface Picking {
  pick: (subject: Subject) => void;
  /** The share whose threshold is being read; null if none is. */
  reading: TopSubject | null;
}

/** Makes a condition of what was chosen. A share of people gets its threshold from the numbers. */
export function usePick(insert: (condition: RuleNode) => void): Picking {
  const client = useQueryClient();
  const workspace = useWorkspace();
  const [reading, setReading] = useState<TopSubject | null>(null);
  /** Without the numbers, the value is left to the user. */
  const threshold = async (share: TopSubject): Promise<number | null> => {
    try {
      const query = numbersQuery(workspace, { trait: share.trait });
      const { numbers } = await client.fetchQuery(query);
      return numbers && thresholdOf(numbers, share);
    } catch {
      return null;
    }
  };
  const pick = (subject: Subject) => {
    if (subject.kind === 'top') {
      setReading(subject);
      void threshold(subject).then((number) => {
        setReading((present) => (present === subject ? null : present));
        insert(newCondition(subject, number));
      });
    } else {
      insert(newCondition(subject));
    }
  };
  return { pick, reading };
}
