import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { propertiesQuery } from '@/api/catalogueQueries';
import { limits } from '@/api/generated/ruleGrammar';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { useBuilder } from '../builder';
import { PropertyPicker } from '../controls/PropertyPicker';
import { change } from '../rule/edit';
import { type EventNode, eventOf } from '../rule/model';
import { firstControl } from '../rule/operators';
import { asRead } from '../vocabulary/asRead';
import { newWhere } from '../vocabulary/subjects';

/** One more condition on the properties of an event. */
export function AddFilter({ node }: { node: EventNode }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { edit, focusOn } = useBuilder();
  const known = useQuery(propertiesQuery(workspace, eventOf(node)));
  const properties = known.data?.data.map(asRead) ?? [];
  return (node.where ?? []).length >= limits.filters ? null : (
    <PropertyPicker
      properties={properties}
      reading={known.isPending && known.errorUpdateCount === 0}
      target={(toggle) => (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          data-control="filter"
          onClick={toggle}
        >
          {t('builder.addFilter')}
        </Button>
      )}
      onPick={(property, types) => {
        const added = newWhere(property, types);
        edit(
          change<EventNode>(node.id, (before) => ({
            ...before,
            where: [...(before.where ?? []), added],
          })),
        );
        focusOn(added.id, firstControl(added.test));
      }}
    />
  );
}
