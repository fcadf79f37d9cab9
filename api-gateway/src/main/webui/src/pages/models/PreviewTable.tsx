import { Text } from '@mantine/core';
import type { ModelPreview } from '@/api/generated/model';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import classes from './PreviewTable.module.css';

/** The first rows, as wide as they are. */
export function PreviewTable({ preview: { columns, rows, withheld } }: { preview: ModelPreview }) {
  const { t } = useTranslation();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('models.previewTable')}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map(({ name, type }) => (
                <th key={name} scope="col">
                  {name}
                  <span>{t(`models.types.${type}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a preview are known by their place
              <tr key={index}>
                {columns.map(({ name }) => (
                  <td key={name}>
                    <Value value={row[name]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length === 0 && (
        <Text c="dimmed" p="md">
          {t(withheld ? 'models.rowsWithheld' : 'models.noRows')}
        </Text>
      )}
    </>
  );
}
