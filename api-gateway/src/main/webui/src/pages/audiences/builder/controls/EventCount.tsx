import { roundedNumber } from '@/components/text/roundedNumber';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  events: number;
  approximate?: boolean;
}

/** In how many events a property was seen. */
export function EventCount({ events, approximate = false }: Props) {
  const { t } = useTranslation();
  const { number } = usePeople();
  return approximate
    ? t('builder.eventsRounded', { number: number(events, roundedNumber(events)) })
    : t('builder.events', { count: events });
}
