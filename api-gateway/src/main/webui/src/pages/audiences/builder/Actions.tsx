import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import type { Editor } from './useEditor';

/** Back and forth in the changes, and saving them. */
export function Actions({ editor, creates }: { editor: Editor; creates: boolean }) {
  const { t } = useTranslation();
  const { rule, submit, saving } = editor;
  const steps = [
    { label: t('builder.undo'), Icon: IconArrowBackUp, may: rule.mayUndo, act: rule.undo },
    { label: t('builder.redo'), Icon: IconArrowForwardUp, may: rule.mayRedo, act: rule.redo },
  ];
  return (
    <>
      {steps.map(({ label, Icon, may, act }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="default" size={36} aria-label={label} disabled={!may} onClick={act}>
            <Icon size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
      <Button loading={saving} onClick={() => submit()}>
        {t(creates ? 'builder.create' : 'builder.save')}
      </Button>
    </>
  );
}
