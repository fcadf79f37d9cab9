import { NumberInput, Radio, Stack } from '@mantine/core';
import { STRATEGIES, type Strategy } from '@/api/identity';
import type { Faults } from '@/components/form/faults';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import type { RulesDraft } from './draft';
import classes from './rules.module.css';

const BOUNDS = [
  { bound: 'maxIdentifiers', least: 1 },
  { bound: 'maxMerges', least: 0 },
  { bound: 'suspectAfter', least: 1 },
] as const;

interface Props {
  draft: RulesDraft;
  faults: Faults;
  fixed: boolean;
  onChange: (changed: Partial<RulesDraft>) => void;
}

/** What becomes of an anonymous past, and where merging ends. */
export function Bounds({ draft, faults, fixed, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Panel title={t('identity.strategy.title')}>
        <fieldset disabled={fixed} className={classes.fields}>
          <Radio.Group
            aria-label={t('identity.strategy.title')}
            value={draft.strategy}
            error={faults['/strategy']}
            onChange={(strategy) => onChange({ strategy: strategy as Strategy })}
          >
            <Stack gap="sm">
              {STRATEGIES.map((strategy) => (
                <Radio
                  key={strategy}
                  value={strategy}
                  label={t(`identity.strategy.${strategy}.name`)}
                  description={t(`identity.strategy.${strategy}.effect`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        </fieldset>
      </Panel>
      <Panel title={t('identity.bounds.title')}>
        <fieldset disabled={fixed} className={classes.fields}>
          <Stack gap="md">
            {BOUNDS.map(({ bound, least }) => (
              <NumberInput
                key={bound}
                label={t(`identity.bounds.${bound}`)}
                description={t(`identity.bounds.${bound}Help`)}
                min={least}
                allowDecimal={false}
                thousandSeparator=","
                value={draft[bound]}
                error={faults[`/${bound}`]}
                onChange={(value) => onChange({ [bound]: value })}
              />
            ))}
          </Stack>
        </fieldset>
      </Panel>
    </>
  );
}
