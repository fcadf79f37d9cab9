import { useMemo, useState } from 'react';
import type { Audience } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { faultsOf } from '@/components/form/faults';
import { keyFromName } from '@/components/form/keyFromName';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { type FilingDraft, NOT_FILED } from '@/features/filing/filing';
import { useTranslation } from '@/texts/useTranslation';
import { useSyncsReached } from '../useSyncsReached';
import type { Builder } from './builder';
import { useNodeWords } from './conditions/useNodeWords';
import { countedOf } from './preview/evidence';
import { notesOf } from './preview/notes';
import { usePreview } from './preview/usePreview';
import { find, remove } from './rule/edit';
import { unfinished } from './rule/finished';
import type { GroupNode, RuleNode } from './rule/model';
import { write } from './rule/write';
import { useDrag } from './useDrag';
import { useFocusOn } from './useFocusOn';
import { useRule } from './useRule';
import { useSave } from './useSave';
import { useUndoKeys } from './useUndoKeys';
import { useVocabulary } from './vocabulary/useVocabulary';

export type Editor = ReturnType<typeof useEditor>;

export type NameAndDescription = Pick<Audience, 'name' | 'description'>;

const UNNAMED: NameAndDescription = { name: '', description: null };

/**
 * What the builder knows and does: the rule, its count, the name, saving.
 *
 * @param named what a new audience is called at first
 */
export function useEditor(
  audience: Audience | null,
  initial: GroupNode,
  named: NameAndDescription = UNNAMED,
) {
  const { t } = useTranslation();
  const words = useNodeWords();
  const start = audience ?? named;
  const [name, setName] = useState(start.name);
  const [description, setDescription] = useState(start.description ?? '');
  const [filing, setFiling] = useState(NOT_FILED);
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [submitted, setSubmitted] = useState(false);
  const [removed, setRemoved] = useState<string | null>(null);
  const rule = useRule(initial);
  const { root, undo, redo } = rule;
  const { save, changed, error, saving, status } = useSave(audience);
  const written = useMemo(() => write(root), [root]);
  const preview = usePreview(root, written, audience?.id ?? null);
  const vocabulary = useVocabulary(audience?.id ?? null);
  const focusOn = useFocusOn();
  const key = ownKey ?? keyFromName(name);

  const edit: Builder['edit'] = (by, field) => {
    rule.edit(by, field);
    setRemoved(null);
    changed();
  };
  const drag = useDrag(edit);
  useUndoKeys(undo, redo);

  const open = useMemo(() => new Set(root.nodes.flatMap(unfinished)), [root]);
  const problem = error instanceof ProblemError ? error : null;
  const counted = preview.error instanceof ProblemError ? preview.error.problem.errors : undefined;
  const warned = preview.counted?.preview.warnings;
  const said = useMemo(
    () =>
      notesOf(
        [...(warned ?? []), ...(counted ?? []), ...(problem?.problem.errors ?? [])],
        written.places,
      ),
    [warned, counted, problem, written],
  );

  const dirty =
    rule.mayUndo ||
    name !== start.name ||
    description !== (start.description ?? '') ||
    filing !== NOT_FILED;
  useLeaveGuard(dirty, status);

  const builder: Builder = {
    root,
    edit,
    focusOn,
    remove: (node: RuleNode, within: GroupNode) => {
      const index = within.nodes.indexOf(node);
      const next = within.nodes[index + 1] ?? within.nodes[index - 1];
      edit(remove(node.id));
      setRemoved(words(node));
      focusOn(next?.id ?? `${within.id} add`, next ? 'grip' : 'add');
    },
    subjects: vocabulary.all,
    subjectsLoading: vocabulary.loading,
    figures: preview.counted?.figures ?? NO_FIGURES,
    counting: preview.counting,
    open,
    notes: said.byNode,
    drag,
  };

  const { counted: settled } = preview;
  const nameOf = (pointer: string) => {
    const node = settled && find(settled.root, settled.places.get(pointer) ?? '');
    return {
      name: node ? words(node) : '',
      counted: node?.kind === 'event' ? countedOf(node, t) : '',
    };
  };

  const saved = useMemo(() => JSON.stringify(write(initial).rule), [initial]);
  const unchanged = JSON.stringify(written.rule) === saved;
  const syncs = useSyncsReached(audience);
  // Until they are read, the audience may feed a destination.
  const reaches = audience !== null && syncs.data?.length !== 0;
  const [asked, setAsked] = useState<Parameters<typeof save>[1] | null>(null);
  const confirmation = {
    asked: asked !== null,
    cancel: () => setAsked(null),
    save: () => {
      if (asked !== null) {
        setAsked(null);
        submit(asked, true);
      }
    },
  };

  const submit = (leave: Parameters<typeof save>[1] = {}, confirmed = false) => {
    setSubmitted(true);
    const [firstOpen] = open;
    if (name.trim() === '') {
      document.getElementById('audience-name')?.focus();
    } else if (key === '' && audience === null) {
      document.getElementById('audience-key')?.focus();
    } else if (firstOpen !== undefined) {
      focusOn(firstOpen, 'value');
    } else if (written.rule !== null) {
      // What another user saved is not what was loaded here.
      const changes = leave.overOthers || !unchanged;
      if (reaches && changes && !confirmed) {
        setAsked(leave);
      } else {
        save({ name, key, description, filing, rule: written.rule }, leave);
      }
    } else {
      focusOn(`${root.id} add`, 'add');
    }
  };
  const field = (value: string, set: (value: string) => void, wrong?: string) => ({
    value,
    error: wrong,
    onChange: (next: string) => {
      set(next);
      changed();
    },
  });
  return {
    rule,
    written,
    inForce: audience !== null && unchanged,
    preview,
    vocabulary,
    builder,
    removed,
    nameOf,
    submitted,
    submit,
    confirmation,
    saving,
    error,
    problem,
    mayUndo: rule.mayUndo,
    warnings: said.elsewhere
      .filter((each) => (warned ?? []).some(({ detail }) => detail === each.detail))
      .map(({ detail }) => detail),
    details: {
      name: field(
        name,
        setName,
        submitted && name.trim() === '' ? t('builder.nameMissing') : problem?.at('/name'),
      ),
      description: field(description, setDescription, problem?.at('/description')),
      filing:
        audience === null
          ? {
              draft: filing,
              faults: faultsOf(error),
              onChange: (part: Partial<FilingDraft>) => {
                setFiling({ ...filing, ...part });
                changed();
              },
            }
          : null,
      ownKey:
        audience === null
          ? field(
              key,
              setOwnKey,
              submitted && key === '' && name.trim() !== ''
                ? t('builder.keyMissing')
                : problem?.code === 'key-taken'
                  ? problem.message
                  : problem?.at('/key'),
            )
          : null,
    },
  };
}

const NO_FIGURES: Builder['figures'] = new Map();
