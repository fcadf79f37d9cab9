import { Text } from '@mantine/core';
import type { SyncWait } from '@/api/generated/model';
import { causeName } from '@/components/deliveries/causeName';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './ProgressTab.module.css';

interface Props {
  waits: readonly SyncWait[];
  complete: boolean;
}

/** What deliveries of a sync wait for, and until when. */
export function Waits({ waits, complete }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (waits.length === 0) {
    return complete ? null : <Text c="dimmed">{t('syncProgress.waitsUnknown')}</Text>;
  }
  return (
    <div>
      <table className={classes.waits} aria-label={t('syncProgress.waits')}>
        <thead>
          <tr>
            <th scope="col">{t('syncProgress.waitsCause')}</th>
            <th scope="col">{t('syncProgress.waitsCount')}</th>
            <th scope="col">{t('syncProgress.waitsUntil')}</th>
          </tr>
        </thead>
        <tbody>
          {waits.map(({ state, cause, count, due, until }) => (
            <tr key={`${state} ${cause}`}>
              <td>{t(causeName(cause, state), { cause: cause ?? state })}</td>
              <td>{formats.number(count)}</td>
              <td>
                {due > 0 &&
                  t(due < count ? 'syncProgress.dueSome' : 'syncProgress.due', { count: due })}
                {due > 0 && until !== undefined && ', '}
                {until !== undefined && <Time at={until} clock="wall" />}
                {due === 0 && until === undefined && t('syncProgress.noTime')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!complete && (
        <Text fz="sm" c="dimmed" mt="xs">
          {t('syncProgress.waitsSample')}
        </Text>
      )}
    </div>
  );
}
