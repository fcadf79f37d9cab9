import { Button, Skeleton, Text } from '@mantine/core';
import { IconCode } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Builder.module.css';
import { useBuilder } from './builder';
import { Group } from './conditions/Group';
import { comparesEvents } from './rule/events';
import type { Json } from './rule/model';

const OpenedText = later(() =>
  import('./OpenedText').then(({ OpenedText }) => ({ default: OpenedText })),
);

interface Props {
  rule: Json | null;
  inWords: string | null;
  counting: boolean;
}

/** The rule, as conditions and as a sentence, and on demand as text. */
export function RulePanel({ rule, inWords, counting }: Props) {
  const { t } = useTranslation();
  const { root, drag } = useBuilder();
  const [asText, setAsText] = useState(false);
  return (
    <section
      className={classes.panel}
      aria-label={t('builder.rule')}
      onDrop={(event) => {
        event.preventDefault();
        drag.drop();
      }}
    >
      <Group node={root} />
      <div className={classes.below}>
        {inWords !== null && (
          <p className={classes.sentence} data-counting={counting}>
            {inWords}
          </p>
        )}
        {comparesEvents(root) && (
          <Text size="sm" c="dimmed">
            {t('builder.eventsNotCompared')}
          </Text>
        )}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconCode size={15} aria-hidden />}
          aria-expanded={asText}
          onClick={() => setAsText(!asText)}
        >
          {t(asText ? 'builder.hideText' : 'builder.asText')}
        </Button>
        {asText && (
          <Suspense fallback={<Skeleton height={240} />}>
            <OpenedText rule={rule} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
