import { Checkbox, Group, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { PERIODS, type Period } from '@/api/identity';
import { type Faults, faultIn } from '@/components/form/faults';
import { useTypeWords } from '@/features/identity/useTypeWords';
import { useTranslation } from '@/texts/useTranslation';
import type { LineDraft } from './draft';
import { blockedFault, patternFault } from './patterns';
import classes from './rules.module.css';

interface Props {
  line: LineDraft;
  pointer: string;
  faults: Faults;
  fixed: boolean;
  /** Whether a link leads here to show the blocked values. */
  toBlocked: boolean;
  onChange: (changed: Partial<LineDraft>) => void;
}

/** Everything that is said of one type. What only some types have is there for those, and where it is set. */
export function LineFields({ line, pointer, faults, fixed, toBlocked, onChange }: Props) {
  const { t } = useTranslation();
  const { same } = useTypeWords();
  const at = (field: string) => faultIn(faults, `${pointer}/${field}`);
  const blocked = blockedFault(line.blocked, faults, `${pointer}/blocked`);
  const values = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (toBlocked) {
      values.current?.focus();
    }
  }, [toBlocked]);
  const isEmail = line.type === 'email';
  return (
    <fieldset disabled={fixed} className={`${classes.fields} ${classes.form}`}>
      <Stack gap="md">
        <Checkbox
          label={t('identity.fields.unique')}
          description={t('identity.fields.uniqueHelp')}
          checked={line.unique}
          error={at('unique')}
          onChange={({ currentTarget }) => onChange({ unique: currentTarget.checked })}
        />
        <Checkbox
          label={t('identity.fields.merges')}
          description={t('identity.fields.mergesHelp', { same: same(line.type) })}
          checked={line.merges}
          error={at('merges')}
          onChange={({ currentTarget }) => onChange({ merges: currentTarget.checked })}
        />
        <Group align="flex-start" gap="sm">
          <NumberInput
            label={t('identity.fields.values')}
            description={t('identity.fields.valuesHelp')}
            placeholder={t('identity.fields.anyNumber')}
            flex="1 1 180px"
            min={1}
            allowDecimal={false}
            value={line.values}
            error={at('limit')}
            onChange={(values) => onChange({ values })}
          />
          <Select
            label={t('identity.fields.per')}
            description={t('identity.fields.perHelp')}
            flex="1 1 180px"
            disabled={fixed || line.values === ''}
            allowDeselect={false}
            value={line.per}
            data={PERIODS.map((value) => ({ value, label: t(`identity.periods.${value}`) }))}
            onChange={(per) => onChange({ per: per as Period })}
          />
        </Group>
        <Checkbox
          label={t('identity.fields.case')}
          description={t('identity.fields.caseHelp')}
          checked={line.case === 'lower'}
          error={at('case')}
          onChange={({ currentTarget }) =>
            onChange({ case: currentTarget.checked ? 'lower' : 'keep' })
          }
        />
        {(['plusTags', 'dots'] as const).map(
          (part) =>
            (isEmail || line[part] === 'drop') && (
              <Checkbox
                key={part}
                label={t(`identity.fields.${part}`)}
                description={t(`identity.fields.${part}Help`)}
                checked={line[part] === 'drop'}
                error={at(part)}
                onChange={({ currentTarget }) =>
                  onChange({ [part]: currentTarget.checked ? 'drop' : 'keep' })
                }
              />
            ),
        )}
        {(line.type === 'phone' || line.region !== '') && (
          <TextInput
            label={t('identity.fields.region')}
            description={t('identity.fields.regionHelp')}
            maxLength={2}
            w={220}
            value={line.region}
            error={at('region')}
            onChange={({ currentTarget }) => onChange({ region: currentTarget.value })}
          />
        )}
        <TextInput
          label={t('identity.fields.pattern')}
          description={t('identity.fields.patternHelp')}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          autoComplete="off"
          value={line.pattern}
          error={at('pattern') ?? patternFault(line.pattern)}
          onChange={({ currentTarget }) => onChange({ pattern: currentTarget.value })}
        />
        <Textarea
          ref={values}
          label={t('identity.fields.blocked')}
          description={t('identity.fields.blockedHelp')}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          autosize
          minRows={3}
          maxRows={14}
          value={line.blocked}
          error={blocked ? t('identity.fields.blockedFault', { ...blocked }) : at('blocked')}
          onChange={({ currentTarget }) => onChange({ blocked: currentTarget.value })}
        />
      </Stack>
    </fieldset>
  );
}
