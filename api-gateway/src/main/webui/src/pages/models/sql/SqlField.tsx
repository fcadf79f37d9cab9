import { Input, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { warehouseCatalogueQuery } from '@/api/dataQueries';
import type { WarehouseTable } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import classes from './editor.module.css';
import type { EditorHandle } from './editorProps';
import { FaultPanel } from './FaultPanel';
import { PlainEditor } from './PlainEditor';
import { queryFault } from './queryFault';
import { TableList } from './TableList';
import { useCodeEditor } from './useCodeEditor';

interface Props {
  label: string;
  description: string;
  /** The connection whose tables are completed and listed. */
  connection: string;
  value: string;
  onChange: (value: string) => void;
  /** Why the API refuses this text; null if it does not. */
  error: Error | null;
}

const NO_TABLES: readonly WarehouseTable[] = [];

/** A query: the editor, what is wrong with it, and the tables that it can read. */
export function SqlField({ label, description, connection, value, onChange, error }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [labelId, helpId, keysId, faultId] = [`${id}-l`, `${id}-h`, `${id}-k`, `${id}-f`];
  const area = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle>(null);
  const loaded = useCodeEditor(area);
  const catalogue = useQuery({
    ...warehouseCatalogueQuery(useWorkspace(), connection),
    enabled: useMay('readWarehouseCatalogue').allowed,
  });
  // The editor counts each end of a line as one character.
  const text = value.replace(/\r\n?/g, '\n');
  const fault = queryFault(text, error);
  const props = {
    id,
    labelId,
    describedBy: [helpId, ...(loaded ? [keysId] : []), ...(fault ? [faultId] : [])].join(' '),
    value: text,
    onChange,
    fault,
    tables: catalogue.data?.tables ?? NO_TABLES,
    handle: editor,
  };
  return (
    <div className={classes.field}>
      <div ref={area} className={classes.area}>
        <Input.Label
          id={labelId}
          {...(!loaded && { htmlFor: id })}
          onClick={() => editor.current?.focus()}
        >
          {label}
        </Input.Label>
        <Input.Description id={helpId}>{description}</Input.Description>
        {loaded ? <loaded.Editor {...props} caret={loaded.caret} /> : <PlainEditor {...props} />}
        <Text id={keysId} className={classes.keys} fz="sm" c="dimmed">
          {loaded && t('models.editor.keys')}
        </Text>
        {fault && <FaultPanel id={faultId} fault={fault} />}
      </div>
      <TableList query={catalogue} onInsert={(name) => editor.current?.insert(name)} />
    </div>
  );
}
