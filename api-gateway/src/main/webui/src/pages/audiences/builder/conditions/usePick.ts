import { useQueryClient } from '@tanstack/react-query';
import { numbersQuery } from '@/api/catalogueQueries';
import { useWorkspace } from '@/workspace/here';
import type { RuleNode } from '../rule/model';
import { thresholdOf } from '../vocabulary/shares';
import type { Subject, TopSubject } from '../vocabulary/subject';
import { newCondition } from '../vocabulary/subjects';

/** Makes a condition of what was chosen. A share of people gets its threshold from the numbers. */
export function usePick(insert: (condition: RuleNode) => void): (subject: Subject) => void {
  const client = useQueryClient();
  const workspace = useWorkspace();
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
  return (subject) => {
    if (subject.kind === 'top') {
      void threshold(subject).then((number) => insert(newCondition(subject, number)));
    } else {
      insert(newCondition(subject));
    }
  };
}
