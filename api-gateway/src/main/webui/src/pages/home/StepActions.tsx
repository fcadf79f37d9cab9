import { Group, Text } from '@mantine/core';
import { may, type OperationId } from '@/api/may';
import { ButtonLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import type { FirstStep } from './firstSteps';

interface Action {
  /** Below the workspace. */
  page: string;
  /** What the step does there; without it, one only looks. */
  does: OperationId | null;
  label: 'source' | 'event' | 'audience' | 'connection' | 'destination' | 'sync' | 'delivery';
}

const ACTIONS: Readonly<Record<FirstStep, readonly Action[]>> = {
  source: [{ page: '/sources/new', does: 'createSource', label: 'source' }],
  event: [{ page: '/sources', does: null, label: 'event' }],
  data: [
    { page: '/audiences/new', does: 'createAudience', label: 'audience' },
    { page: '/connections/new', does: 'createWarehouse', label: 'connection' },
  ],
  destination: [{ page: '/destinations/new', does: 'createDestination', label: 'destination' }],
  sync: [{ page: '/syncs/new', does: 'createSync', label: 'sync' }],
  delivery: [{ page: '/syncs', does: null, label: 'delivery' }],
};

/** Where a step is done, or whom to ask for it. */
export function StepActions({ step }: { step: FirstStep }) {
  const { t } = useTranslation();
  const { workspace, role } = useHere();
  const asked = ACTIONS[step].map((action) => ({
    ...action,
    permission: action.does ? may(role, action.does) : { allowed: true, needs: null },
  }));
  const allowed = asked.filter(({ permission }) => permission.allowed);
  const needs = asked[0]?.permission.needs;
  if (allowed.length === 0 && needs) {
    return (
      <Text c="dimmed" fz="sm">
        {t('role.needed', { role: t(`roles.${needs}`) })}
      </Text>
    );
  }
  return (
    <Group gap="xs">
      {allowed.map(({ page, label }, index) => {
        const to: string = `/w/${workspace}${page}`;
        return (
          <ButtonLink key={page} to={to} variant={index === 0 ? 'filled' : 'default'}>
            {t(`firstSteps.actions.${label}`)}
          </ButtonLink>
        );
      })}
    </Group>
  );
}
