import { ItemNote } from '@/components/list/ItemList';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useMay } from '@/workspace/here';

/** Whether this person may make two people of one: it takes a role, and seeing whom it is about. */
export function useMayUnmerge(): boolean {
  const role = useMay('unmergeProfile').allowed;
  return useHere().personalData && role;
}

/** Says why the user may not unmerge a profile. */
export function MayNot() {
  const { t } = useTranslation();
  const { allowed, needs } = useMay('unmergeProfile');
  return (
    <ItemNote>
      {allowed || needs === null
        ? t('unmerge.needsSight')
        : t('unmerge.needsRole', { role: t(`roles.${needs}`) })}
    </ItemNote>
  );
}
