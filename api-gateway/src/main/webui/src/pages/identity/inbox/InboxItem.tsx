import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';
import type { OnItem } from './InboxList';
import classes from './inbox.module.css';

interface Props extends OnItem {
  id: string;
  /** What it is, as its heading. */
  title: ReactNode;
  /** Ids of what tells it apart beyond its heading, for those who hear it. */
  named?: string;
  /** How it ended, where it did. */
  outcome: ReactNode;
  children: ReactNode;
}

/** One thing that waits for a decision, with both outcomes; or that was decided. */
export function InboxItem({ id, title, named = '', outcome, decide, error, children }: Props) {
  const { t } = useTranslation();
  const heading = `${id}-title`;
  return (
    <article
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: each article of a feed takes the focus
      tabIndex={0}
      className={classes.item}
      aria-labelledby={`${heading} ${named}`}
    >
      <header className={classes.head}>
        <h3 id={heading} className={classes.title}>
          {title}
        </h3>
        {outcome}
        {decide && (
          <Group gap="xs" className={classes.actions}>
            <Button size="xs" variant="default" onClick={() => decide('merge')}>
              {t('inbox.merge')}
            </Button>
            <Button size="xs" variant="default" onClick={() => decide('keep-apart')}>
              {t('inbox.keepApart')}
            </Button>
          </Group>
        )}
      </header>
      {children}
      {error && <Failure error={error} />}
    </article>
  );
}
