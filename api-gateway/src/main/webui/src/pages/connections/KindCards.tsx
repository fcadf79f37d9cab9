import { Radio, SimpleGrid } from '@mantine/core';
import { Marked } from '@/components/connectors/Marked';
import { CONNECTION_KINDS, type ConnectionKind } from '@/features/connections/connectionKind';
import { useTranslation } from '@/texts/useTranslation';
import classes from './KindCards.module.css';

interface Props {
  kind: ConnectionKind;
  onChange: (kind: ConnectionKind) => void;
}

/** Which kind of place the tables are in. */
export function KindCards({ kind, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('connections.kind')}
      value={kind}
      onChange={(value) => onChange(value as ConnectionKind)}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" mt={6}>
        {CONNECTION_KINDS.map((each) => (
          <div key={each} className={classes.card} data-chosen={each === kind}>
            <Radio
              value={each}
              label={<Marked of={each}>{t(`connections.kinds.${each}`)}</Marked>}
              description={t(`connections.kindHelp.${each}`)}
            />
          </div>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
