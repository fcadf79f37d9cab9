import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { SubjectPicker } from '../controls/SubjectPicker';
import { add, addRule } from '../rule/edit';
import { type GroupNode, newGroup } from '../rule/model';
import { entryOf } from '../vocabulary/subjects';
import { ReadingShare } from './ReadingShare';
import { usePick } from './usePick';

/** At the end of a group: one more condition, or a group within it. */
export function Add({ group }: { group: GroupNode }) {
  const { t } = useTranslation();
  const { edit, focusOn, subjects } = useBuilder();
  const { pick, reading } = usePick((condition) => {
    edit(condition.kind === 'group' ? addRule(group.id, condition) : add(group.id, condition));
    const { node, control } = entryOf(condition);
    focusOn(node, control);
  });
  return (
    <>
      <ReadingShare reading={reading} block />
      <span data-node={`${group.id} add`}>
        <SubjectPicker
          subjects={subjects}
          target={(toggle) => (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={15} aria-hidden />}
              data-control="add"
              onClick={toggle}
            >
              {t('builder.addCondition')}
            </Button>
          )}
          onPick={pick}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => {
            const inner = newGroup(group.match === 'any' ? 'all' : 'any');
            edit(add(group.id, inner));
            focusOn(`${inner.id} add`, 'add');
          }}
        >
          {t('builder.addGroup')}
        </Button>
      </span>
    </>
  );
}
