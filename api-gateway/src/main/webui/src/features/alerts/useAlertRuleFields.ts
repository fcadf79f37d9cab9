import {
  useAudienceNames,
  useModelNames,
  useSourceNames,
  useSyncNames,
} from '@/components/objects/useNames';
import { contentOf, listOf } from '@/features/history/fields/content';
import { type FieldsOf, useField } from '@/features/history/fields/useField';
import { useTranslation } from '@/texts/useTranslation';
import { isRuleKind, type ObjectKind } from './kinds';
import { useRuleWords } from './useRuleWords';

const CHANNELS = ['email', 'slack', 'webhook'] as const;

const NAMES = {
  audience: useAudienceNames,
  sync: useSyncNames,
  source: useSourceNames,
  model: useModelNames,
} as const;

/** Of the alert rules of one kind of object. */
export function useAlertRuleFields(watched: ObjectKind): FieldsOf {
  const { t } = useTranslation();
  const { words, field } = useField();
  const { condition } = useRuleWords();
  const nameOf = NAMES[watched]();
  return (version) => {
    const { name, kind, object, threshold, channels, enabled } = contentOf(version);
    const said =
      isRuleKind(kind) && typeof threshold === 'number' ? condition(kind, threshold) : words(kind);
    const named = listOf(channels).map((channel) => {
      const known = CHANNELS.find((each) => each === channel);
      return known ? t(`alerts.channels.${known}`) : words(channel);
    });
    return [
      field(
        'name',
        t('list.name'),
        name,
        name === undefined ? t('alertRules.unnamed') : words(name),
      ),
      field('condition', t('alertRules.condition'), [kind, threshold], said),
      field(
        'object',
        t('alertRules.object'),
        object,
        typeof object === 'string' ? nameOf(object) : words(object),
      ),
      field('channels', t('alertRules.form.channels'), listOf(channels), words(named)),
      field('enabled', t('alertRules.enabled'), enabled),
    ];
  };
}
