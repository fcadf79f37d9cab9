import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { WarehouseTable } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { sqlName } from './sqlName';
import classes from './tables.module.css';

interface Props {
  table: WarehouseTable;
  startsOpened: boolean;
  onInsert: (name: string) => void;
}

/** A table; opened, it lists its columns. */
export function TableEntry({ table: { name, columns }, startsOpened, onInsert }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [opened, setOpened] = useState(startsOpened);
  return (
    <li>
      <div className={classes.table}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={opened}
          {...(opened && { 'aria-controls': id })}
          aria-label={t('models.editor.columnsOf', { table: name })}
          onClick={() => setOpened(!opened)}
        >
          <IconChevronRight size={14} aria-hidden />
        </button>
        <Name name={name} onInsert={onInsert} />
        <span className={classes.type}>{t('models.columnsCount', { count: columns.length })}</span>
      </div>
      {opened && (
        <ul id={id} className={classes.columns}>
          {columns.map((column) => (
            <li key={column.name} className={classes.column}>
              <Name name={column.name} onInsert={onInsert} />
              <span className={classes.type}>{column.type}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Name({ name, onInsert }: { name: string; onInsert: (name: string) => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.name}
      title={t('models.editor.insert', { name })}
      onClick={() => onInsert(sqlName(name))}
    >
      {name}
    </button>
  );
}
