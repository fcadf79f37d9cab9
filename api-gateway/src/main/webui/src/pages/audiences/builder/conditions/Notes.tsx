import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import type { NodeId } from '../rule/model';
import classes from './conditions.module.css';

/** What is to be said of a condition: that it is not finished, or what the API found. */
export function Notes({ node, open }: { node: NodeId; open: boolean }) {
  const { t } = useTranslation();
  const { notes } = useBuilder();
  const said = notes.get(node) ?? [];
  return (
    <>
      {open && (
        <span className={classes.open}>
          <IconPencil size={14} aria-hidden /> {t('builder.unfinished')}
        </span>
      )}
      {said.map((detail) => (
        <Note key={detail}>{detail}</Note>
      ))}
    </>
  );
}

/** A warning beside a condition. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <span className={classes.note}>
      <IconAlertTriangle size={14} aria-hidden /> {children}
    </span>
  );
}
