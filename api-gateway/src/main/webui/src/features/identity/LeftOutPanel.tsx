import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LeftOutIdentifier } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { NamedWords } from '@/features/people/NamedWords';
import { useTranslation } from '@/texts/useTranslation';
import { useReasonWords } from './useReasonWords';

interface Props {
  leftOut: LeftOutIdentifier[];
  /** What can be done about one of them. */
  action?: (left: LeftOutIdentifier) => ReactNode;
}

/** The identifiers of an event, or of the newest events and rows of a person, that did not count, and why. */
export function LeftOutPanel({ leftOut, action }: Props) {
  const { t } = useTranslation();
  const { leftOut: why } = useReasonWords();
  return (
    <Panel title={t('identity.leftOut.title')}>
      <ul className="plain-list">
        {leftOut.map((left, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
          <li key={index}>
            <div style={{ overflowWrap: 'anywhere' }}>
              <NamedWords named={left} />
              <Text fz="sm" c="dimmed">
                {why(left)}
              </Text>
            </div>
            {action?.(left)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
