import { ActionIcon } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Picture.module.css';

interface Props {
  larger: () => void;
  smaller: () => void;
  fit: () => void;
}

/** How large the picture is shown. */
export function ZoomControls({ larger, smaller, fit }: Props) {
  const { t } = useTranslation();
  const all = [
    { label: t('identity.why.zoomIn'), Icon: IconPlus, act: larger },
    { label: t('identity.why.zoomOut'), Icon: IconMinus, act: smaller },
    { label: t('identity.why.fit'), Icon: IconMaximize, act: fit },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form
    <div role="group" aria-label={t('identity.why.controls')} className={classes.controls}>
      {all.map(({ label, Icon, act }) => (
        <ActionIcon key={label} variant="default" aria-label={label} onClick={act}>
          <Icon size={14} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  );
}
