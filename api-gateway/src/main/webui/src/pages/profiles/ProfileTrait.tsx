import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { TraitOfProfile } from '@/api/generated/model';
import { revealTrait } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useMay } from '@/workspace/here';
import { decidedBy } from './decidedBy';
import { OtherValues } from './OtherValues';
import classes from './ProfileTrait.module.css';

interface Props {
  profile: string;
  trait: TraitOfProfile;
}

/** A trait's value, and other values of it; a sensitive value is shown on demand to users who may see it. */
export function ProfileTrait({ profile, trait }: Props) {
  const { t } = useTranslation();
  const { workspace, personalData } = useHere();
  const may = useMay('revealTrait').allowed && personalData;
  const reveal = useMutation({
    mutationFn: () => revealTrait(workspace, profile, trait.trait),
    gcTime: 0,
  });
  if (trait.classification !== 'sensitive') {
    return (
      <div className={classes.held}>
        <TraitValues trait={trait} />
      </div>
    );
  }
  return (
    <div className={classes.held}>
      <TraitValues trait={reveal.data ?? trait} />
      <Group gap="xs" className={classes.sensitive}>
        <Text fz="sm" c="dimmed">
          {t('profiles.sensitive')}
        </Text>
        {may && (
          <Button
            size="compact-xs"
            variant="default"
            loading={reveal.isPending}
            aria-label={t(reveal.data ? 'profiles.hideTrait' : 'profiles.showTrait', {
              trait: trait.trait,
            })}
            onClick={() => (reveal.data ? reveal.reset() : reveal.mutate())}
          >
            {t(reveal.data ? 'profiles.hide' : 'profiles.show')}
          </Button>
        )}
      </Group>
      {reveal.error && <Failure error={reveal.error} />}
    </div>
  );
}

function TraitValues({ trait }: { trait: TraitOfProfile }) {
  const { t } = useTranslation();
  const policy = decidedBy(trait);
  const masked =
    trait.classification === 'sensitive'
      ? t('masked.sensitive')
      : t('masked.trait', { trait: trait.trait });
  return (
    <>
      <Text span fw={600}>
        <Value value={trait.value} masked={masked} />
      </Text>
      {policy && (
        <Text fz="sm" c="dimmed">
          {t(`dictionary.policies.${policy}`)}
        </Text>
      )}
      <OtherValues said={trait.said} masked={masked} />
    </>
  );
}
