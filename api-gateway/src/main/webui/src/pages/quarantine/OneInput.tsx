import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { QuarantinedInput } from '@/api/generated/model';
import { readQuarantinedInput } from '@/api/generated/operations';
import { EventLink } from '@/components/events/EventLink';
import { RawForm } from '@/components/events/RawForm';
import { Loaded } from '@/components/feedback/Loaded';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { TryAgain } from '@/features/pending/TryAgain';
import { useOriginWords } from '@/features/people/useOriginWords';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './Inputs.module.css';

/** One input with what is wrong, what would be accepted, and what was sent. */
export function OneInput({ input }: { input: QuarantinedInput }) {
  const { t } = useTranslation();
  const originWords = useOriginWords();
  const [open, setOpen] = useState(false);
  const isEvent = input.id.startsWith('evt_');
  return (
    <li className={classes.input}>
      <div className={classes.head}>
        {isEvent ? (
          <EventLink id={input.id}>
            <span className="mono">{input.id}</span>
          </EventLink>
        ) : (
          <span className="mono">{input.id}</span>
        )}
        <Text fz="sm" c="dimmed">
          {input.source && originWords(input.source)} ·{' '}
          <Time at={input.quarantinedAt} clock="wall" />
        </Text>
      </div>
      <Text>
        {input.detail} {input.pointer && <span className="mono">{input.pointer}</span>}
      </Text>
      <Group gap="sm" mt={6}>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('event.raw')}
        </Button>
        <TryAgain input={input.id} redrives={input.redrives} />
      </Group>
      {open && <Raw input={input.id} />}
    </li>
  );
}

function Raw({ input }: { input: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'quarantine', input],
    queryFn: ({ signal }) => readQuarantinedInput(workspace, input, { signal }),
  });
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
      {({ input: raw }) => <RawForm raw={raw} label={t('event.raw')} />}
    </Loaded>
  );
}
