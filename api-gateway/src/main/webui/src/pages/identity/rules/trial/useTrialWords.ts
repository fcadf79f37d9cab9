import type { RebuildResult, RulesTrialProgress } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import type { TrialReport } from '../trialContract';

/** What a dry run showed and what a rebuild came to, in sentences. */
export function useTrialWords() {
  const { t } = useTranslation();
  const formats = useFormats();
  const day = (at: string) => formats.day(new Date(at));

  /** Who of a report would be whom, in one sentence. */
  const people = ({ people, joined, parted }: TrialReport): string => {
    const { before, after } = people;
    // Whom only one of both sides knows.
    const others = after - (before + parted - joined);
    if (before === 0 && after === 0) {
      return t('trial.people.nobody');
    }
    const parts = [
      joined > 0 && t('trial.people.joined', { count: joined }),
      parted > 0 && t('trial.people.parted', { count: parted }),
      others < 0 && t('trial.people.lost', { count: -others }),
      others > 0 && t('trial.people.new', { count: others }),
    ].filter((part) => part !== false);
    return parts.length === 0
      ? t('trial.people.same', { count: before })
      : t('trial.people.because', {
          become: t('trial.people.become', { count: before, after }),
          parts: formats.list(parts),
        });
  };

  /** How far it holds, where the time was up. */
  const incomplete = ({ complete, reached }: TrialReport): string | null => {
    if (complete) {
      return null;
    }
    return reached === null
      ? t('trial.notes.incompletePlain')
      : t('trial.notes.incomplete', { day: day(reached) });
  };

  /** Who and what it does not tell of. */
  const notes = ({ forgotten, people }: TrialReport): string[] =>
    [
      people.partly > 0 && t('trial.notes.partly', { count: people.partly }),
      forgotten > 0 && t('trial.notes.forgotten', { count: forgotten }),
    ].filter((note) => note !== false);

  const events = ({ events: { newlySetAside, newlyCounted } }: TrialReport): string[] =>
    [
      newlySetAside > 0 && t('trial.notes.quarantine', { count: newlySetAside }),
      newlyCounted > 0 && t('trial.notes.counted', { count: newlyCounted }),
    ].filter((note) => note !== false);

  const history = ({ inputs, from }: TrialReport): string =>
    from === null
      ? t('trial.notes.inputs', { count: inputs })
      : t('trial.notes.inputsFrom', { count: inputs, day: day(from) });

  const read = ({ inputs, of, reached }: RulesTrialProgress): string =>
    reached === null
      ? t('trial.read', { inputs, of })
      : t('trial.readUntil', { inputs, of, day: day(reached) });

  /** Whom a rebuild changed, in one sentence. */
  const changed = ({ people, joined, parted }: RebuildResult): string => {
    if (people === 0 && joined === 0 && parted === 0) {
      return t('trial.rebuild.nobody');
    }
    const become = t('trial.rebuild.people', { count: people });
    const parts = [
      joined > 0 && t('trial.rebuild.joined', { count: joined }),
      parted > 0 && t('trial.rebuild.parted', { count: parted }),
    ].filter((part) => part !== false);
    return parts.length === 0
      ? t('trial.people.plain', { become })
      : t('trial.people.because', { become, parts: formats.list(parts) });
  };

  const unchanged = ({ complete, partly, tooLarge }: RebuildResult): string[] =>
    [
      !complete && t('trial.rebuild.incomplete'),
      partly > 0 && t('trial.rebuild.partly', { count: partly }),
      tooLarge > 0 && t('trial.rebuild.tooLarge', { count: tooLarge }),
    ].filter((note) => note !== false);

  return { people, incomplete, notes, events, history, read, changed, unchanged };
}
