import { useQuery } from '@tanstack/react-query';
import type { ChangeRequest } from '@/api/generated/model';
import { membersQuery } from '@/api/members';
import { clientName } from '@/components/text/callerName';
import { humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { nameOf } from '../nameOf';
import { useObjectName } from './useObjectName';
import { changeOf, kindOf, objectOf, versionOf } from './words';

/** What was requested, in words, with the name of the changed object or person. */
export function useWhat() {
  const { t } = useTranslation();
  const members = useQuery(membersQuery(useWorkspace())).data;
  const objectName = useObjectName();
  return ({ operation, path }: ChangeRequest) => {
    const id = objectOf(path);
    const change = changeOf(operation);
    switch (change) {
      case 'putMember': {
        const member = members?.find((each) => each.id === id);
        return member
          ? t('approvals.does.putMemberOf', { name: nameOf(member) })
          : t('approvals.does.putMember');
      }
      case 'classifyTrait':
        return t('approvals.does.classifyTrait', { name: humanName(id) });
      case 'rotateApiClient':
        return t('approvals.does.rotateApiClient', { name: clientName(id) });
      default:
        return t(`approvals.does.${change}`, {
          name: objectName(kindOf(path), id),
          version: versionOf(path),
        });
    }
  };
}
