import { Pill, Stack, TagsInput, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CatalogueSynonyms } from '@/api/generated/model';
import { putSynonyms } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

/** As many as the API takes. */
const MOST = 20;

interface Props {
  of: { trait: string } | { call: string; event: string | null };
  synonyms: readonly string[];
  /** Those that Tributary ships. */
  shipped: readonly string[];
}

/** Other words by which the search of the audience builder finds a trait or an event. */
export function Synonyms({ of, synonyms, shipped }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('putSynonyms');
  const change = useMutation({
    mutationFn: (chosen: string[]) =>
      putSynonyms(workspace, { ...of, synonyms: chosen } as CatalogueSynonyms),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workspaces', workspace, 'catalogue'] }),
  });
  // A change is pending until the list of the page is read again. The next change follows from it at once.
  const [pending, setPending] = useState<string[] | null>(null);
  const [duplicate, setDuplicate] = useState<string | null>(null);
  const choose = (chosen: string[]) => {
    setDuplicate(null);
    setPending(chosen);
    change.mutate(chosen, { onSettled: () => setPending(null) });
  };
  return (
    <Panel title={t('dictionary.synonyms')}>
      <Stack gap="sm">
        <TagsInput
          aria-label={t('dictionary.synonyms')}
          description={`${t('dictionary.synonymsHelp')} ${shipped.length > 0 ? t('dictionary.shippedHelp') : ''}`}
          placeholder={t('dictionary.addSynonym')}
          value={pending ?? [...synonyms]}
          maxTags={MOST}
          disabled={!may.allowed}
          splitChars={[',', ';']}
          renderPill={({ value, onRemove, disabled }) => (
            <Pill withRemoveButton={!disabled} onRemove={onRemove}>
              {shipped.includes(value ?? '')
                ? t('dictionary.shippedSynonym', { word: value })
                : value}
            </Pill>
          )}
          onDuplicate={setDuplicate}
          onChange={(chosen) => choose(chosen.map((each) => each.trim()).filter(Boolean))}
        />
        <Text fz="sm" c="dimmed" role="status">
          {duplicate !== null
            ? t('dictionary.synonymDuplicate', { word: duplicate })
            : change.isSuccess && t('dictionary.synonymsSaved')}
        </Text>
        {!may.allowed && may.needs && (
          <Text fz="sm" c="dimmed">
            {t('role.needed', { role: t(`roles.${may.needs}`) })}
          </Text>
        )}
        {change.error && <Failure error={change.error} />}
      </Stack>
    </Panel>
  );
}
