import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LeftOut } from '@/api/identity';
import { Panel } from '@/components/page/Panel';
import { leftOutReason } from '../identity/leftOutReason';
import { NamedWords } from '../profiles/identity/NamedWords';

/** The identifiers of an event that did not count, and why. */
export function LeftOutPanel({ leftOut }: { leftOut: LeftOut[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('identity.leftOut.title')}>
      <ul className="plain-list">
        {leftOut.map((left, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
          <li key={index}>
            <div style={{ overflowWrap: 'anywhere' }}>
              <NamedWords named={left} />
              <Text fz="sm" c="dimmed">
                {t(leftOutReason(left.reason), { reason: left.reason })}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
