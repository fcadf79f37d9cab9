import type { Transform } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { textOf } from './json';
import { conditionOf, datesOf, entriesOf } from './transforms';

/** What a step does with a value, in a few words. */
export function useTransformWords(): (step: Transform) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (step) => {
    switch (step.kind) {
      case 'default':
        return t('steps.words.default', { value: textOf(step.value) });
      case 'get':
        return t('steps.words.get', { path: step.path });
      case 'template':
        return t('steps.words.template', { template: step.template });
      case 'map':
        return t('steps.words.map', { count: entriesOf(step).length });
      case 'when': {
        const of = step.of ?? t('steps.words.itself');
        const values = formats.list((step.in ?? step.notIn ?? []).map(textOf));
        return t(`steps.words.when.${conditionOf(step)}`, { of, values });
      }
      case 'normalise':
        return step.as === 'phone' && step.region !== undefined
          ? t('steps.words.phoneOf', { region: step.region })
          : t(`steps.words.normalise.${step.as}`);
      case 'hash':
        return t(`steps.words.hash.${step.as}`);
      case 'date': {
        const form = datesOf(step);
        const words =
          form === 'pattern'
            ? t('steps.words.pattern', { format: step.format })
            : t(`steps.words.date.${form}`);
        return step.zone === undefined
          ? words
          : t('steps.words.inZone', { words, zone: step.zone });
      }
      case 'list':
        return step.separator === undefined
          ? t('steps.words.list')
          : t('steps.words.split', { separator: step.separator });
      case 'join':
        return t('steps.words.join', { separator: step.separator });
      case 'query-parameter':
        return t('steps.words.query-parameter', { name: step.name });
      case 'jsonata':
        return t('steps.words.jsonata', { expression: step.expression });
    }
  };
}
