import { Loader } from '@mantine/core';
import { humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import type { TopSubject } from '../vocabulary/subject';
import classes from './conditions.module.css';

interface Props {
  reading: TopSubject | null;
  /** Whether it takes the place of the condition that follows. */
  block?: boolean;
}

/** Says that the numbers are being read from which the threshold of a share follows. */
export function ReadingShare({ reading, block = false }: Props) {
  const { t } = useTranslation();
  return (
    <span role="status" className={reading ? classes.reading : 'sr-only'} data-block={block}>
      {reading && (
        <>
          <Loader size={14} aria-hidden />
          {t('builder.readingShare', { name: humanName(reading.trait) })}
        </>
      )}
    </span>
  );
}
