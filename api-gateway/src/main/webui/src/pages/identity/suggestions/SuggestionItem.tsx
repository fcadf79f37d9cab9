import { Button, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { InboxItem } from '../inbox/InboxItem';
import type { OnItem } from '../inbox/InboxList';
import { Compared } from './Compared';
import type { Suggestion } from './contract';
import { Settled } from './Settled';
import classes from './suggestions.module.css';
import { useMatchWords } from './useMatchWords';
import { WaterfallTable } from './WaterfallTable';

interface Props extends OnItem {
  suggestion: Suggestion;
  /** Whether it shows how the probability came about. */
  unfolded: boolean;
  onFold: () => void;
}

/** Two people who may be one: what agrees, what differs, and how much each of it says. */
export function SuggestionItem({ suggestion, unfolded, onFold, ...on }: Props) {
  const { t } = useTranslation();
  const words = useMatchWords();
  const { id, probability, outcome, foundAt } = suggestion;
  const why = `${id}-why`;
  return (
    <InboxItem
      id={id}
      title={<span className={classes.likely}>{words.likely(probability)}</span>}
      named={`${id}-left ${id}-right`}
      outcome={outcome && <Settled suggestion={suggestion} />}
      {...on}
    >
      <Compared suggestion={suggestion} />
      <div className={classes.foot}>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={unfolded}
          aria-controls={why}
          rightSection={<IconChevronDown size={14} className={classes.chevron} aria-hidden />}
          onClick={onFold}
        >
          {t('suggestions.why', { chance: words.chance(probability) })}
        </Button>
        <Text fz="sm" c="dimmed">
          {t('suggestions.found')} <Time at={foundAt} clock="wall" />
        </Text>
      </div>
      <div id={why} hidden={!unfolded}>
        {unfolded && <WaterfallTable suggestion={suggestion} />}
      </div>
    </InboxItem>
  );
}
