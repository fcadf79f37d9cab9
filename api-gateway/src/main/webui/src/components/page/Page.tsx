import { Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, use } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from '@/texts/useTranslation';
import { HereContext } from '@/workspace/here';
import { CrumbSlot } from './crumbSlot';
import classes from './Page.module.css';

interface Props {
  title: string;
  /** Beside the title: the state. */
  badge?: ReactNode;
  /** One sentence: what this is, or how it is. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** Title and lead change while the page is read. Where it is narrow, each has the room of two lines. */
  changing?: boolean;
  /** Links to what stands above this page. */
  crumbs?: ReactNode[];
  children: ReactNode;
}

export function Page({
  title,
  badge,
  lead,
  actions,
  changing = false,
  crumbs = [],
  children,
}: Props) {
  const slot = use(CrumbSlot);
  const here = use(HereContext);
  useDocumentTitle([title, here?.name, 'Tributary'].filter(Boolean).join(' · '));
  return (
    <>
      {slot && createPortal(<Crumbs above={crumbs} title={title} />, slot)}
      <header className={classes.head}>
        <div className={classes.titles} data-changing={changing}>
          <Group gap="xs">
            <Title order={1}>{title}</Title>
            {badge}
          </Group>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </>
  );
}

function Crumbs({ above, title }: { above: ReactNode[]; title: string }) {
  const { t } = useTranslation();
  if (above.length === 0) {
    return null;
  }
  return (
    <nav aria-label={t('shell.crumbs')}>
      <ol className={classes.crumbs}>
        {above.map((crumb, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: crumbs are known by their place alone
          <li key={index}>{crumb}</li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  );
}
