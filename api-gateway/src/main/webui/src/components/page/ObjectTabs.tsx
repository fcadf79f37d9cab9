import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { TableSkeleton } from '../table/TableSkeleton';
import { chosenTab } from './chosenTab';
import classes from './ObjectTabs.module.css';
import { UnknownTab } from './UnknownTab';

interface Tab {
  value: string;
  label: string;
  count?: ReactNode;
  panel: () => ReactNode;
}

/** The parts of an object's page; which one is open lives in the address. Closed ones read nothing. */
export function ObjectTabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  const { tab } = useSearch({ strict: false });
  const navigate = useNavigate();
  const first = tabs[0]?.value ?? '';
  const { open, unknown } = chosenTab(
    tabs.map(({ value }) => value),
    tab,
    first,
  );
  return (
    <Tabs
      value={open}
      keepMounted={false}
      onChange={(value) =>
        void navigate({
          to: '.',
          search: { tab: value === null || value === first ? undefined : value },
          replace: true,
        })
      }
    >
      <UnknownTab tab={unknown} instead={tabs[0]?.label ?? ''} />
      <Tabs.List mb="md" aria-label={label} className={classes.tabs}>
        {tabs.map(({ value, label, count }) => (
          <Tabs.Tab key={value} value={value} rightSection={count}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value, panel }) => (
        <Tabs.Panel key={value} value={value}>
          {value === open && <Suspense fallback={<Loading />}>{panel()}</Suspense>}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** What stands there while the code of a part is loaded, as while its data are. */
function Loading() {
  return (
    <div aria-busy="true">
      <TableSkeleton rows={6} />
    </div>
  );
}
