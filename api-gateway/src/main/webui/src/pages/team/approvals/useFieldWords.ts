import { modeOf } from '@/features/syncs/modes';
import { useTranslation } from '@/texts/useTranslation';
import { ROLES } from '../rights';
import { partsOf } from './fields';
import { useObjectName } from './useObjectName';
import { kindOfField } from './words';

const CLASSES = ['harmless', 'personal', 'sensitive'] as const;

/** The requested value of a field in words: names instead of ids; undefined if it speaks for itself. */
export function useFieldWords(): (pointer: string, value: unknown) => string | undefined {
  const { t } = useTranslation();
  const objectName = useObjectName();
  return (pointer, value) => {
    // The only change with an account is the decision about it, and null has a meaning there.
    if (pointer === '/account' && (value === null || value === undefined)) {
      return t('approvals.unnamedAccount');
    }
    const kind = kindOfField(partsOf(pointer).at(-1) ?? '');
    if (typeof value !== 'string') {
      return undefined;
    }
    if (kind !== null) {
      return objectName(kind, value);
    }
    switch (pointer) {
      case '/role': {
        const role = ROLES.find((each) => each === value);
        return role && t(`roles.${role}`);
      }
      case '/ids':
        return value === 'kept' || value === 'forgotten' ? t(`approvals.ids.${value}`) : undefined;
      case '/classification': {
        const classification = CLASSES.find((each) => each === value);
        return classification && t(`dictionary.classes.${classification}`);
      }
      case '/mode': {
        const mode = modeOf(value);
        return mode && t(`syncs.modes.${mode}`);
      }
      default:
        return undefined;
    }
  };
}
