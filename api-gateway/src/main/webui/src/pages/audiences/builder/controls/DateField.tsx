import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCalendar, IconClock } from '@tabler/icons-react';
import { toLocal, toTime } from '@/components/text/zoned';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import classes from './controls.module.css';

interface Props {
  label: string;
  control: string;
  /** A calendar day, or a time; empty while there is none. */
  value: string;
  onChange: (value: string) => void;
}

/** A calendar day, or a day and time on the clock of the workspace. */
export function DateField({ label, control, value, onChange }: Props) {
  const { t } = useTranslation();
  const { timezone } = useHere();
  const timed = value.includes('T');
  const Icon = timed ? IconCalendar : IconClock;
  const other = t(timed ? 'builder.wholeDay' : 'builder.withTime', { zone: timezone });
  return (
    <span className={classes.date}>
      <input
        type={timed ? 'datetime-local' : 'date'}
        className={classes.field}
        aria-label={label}
        title={timed ? timezone : undefined}
        data-control={control}
        value={timed ? toLocal(value, timezone) : value}
        onChange={({ currentTarget }) => {
          const entered = currentTarget.value;
          onChange(timed && entered !== '' ? toTime(entered, timezone) : entered);
        }}
      />
      {value !== '' && (
        <Tooltip label={other}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={other}
            onClick={() =>
              onChange(
                timed ? toLocal(value, timezone).slice(0, 10) : toTime(`${value}T00:00`, timezone),
              )
            }
          >
            <Icon size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </span>
  );
}
