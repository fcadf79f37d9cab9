import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import classes from '../controls/controls.module.css';
import { SubjectPicker } from '../controls/SubjectPicker';
import { change } from '../rule/edit';
import type { RuleNode } from '../rule/model';
import { entryOf } from '../vocabulary/subjects';
import { ReadingShare } from './ReadingShare';
import { usePick } from './usePick';

interface Props {
  node: RuleNode;
  /** The technical name. */
  title?: string;
  children: ReactNode;
}

/** What a condition is about; another can be chosen in its place. */
export function SubjectChip({ node, title, children }: Props) {
  const { t } = useTranslation();
  const { edit, focusOn, subjects } = useBuilder();
  const { pick, reading } = usePick((condition) => {
    const replaced = { ...condition, id: node.id };
    edit(change(node.id, () => replaced));
    const entry = entryOf(replaced);
    focusOn(entry.node, entry.control);
  });
  return (
    <>
      <SubjectPicker
        subjects={subjects}
        target={(toggle) => (
          <button
            type="button"
            className={classes.subject}
            data-control="subject"
            title={title}
            onClick={toggle}
          >
            <span className="sr-only">{t('builder.change')} </span>
            {children}
            <IconChevronDown size={13} aria-hidden />
          </button>
        )}
        onPick={pick}
      />
      <ReadingShare reading={reading} />
    </>
  );
}
