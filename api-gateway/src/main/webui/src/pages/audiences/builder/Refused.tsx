import { Alert, Button, Group } from '@mantine/core';
import { Failure } from '@/components/feedback/Failure';
import { isElsewhere } from '@/components/form/faults';
import { isFilingField } from '@/features/filing/filing';
import { useTranslation } from '@/texts/useTranslation';
import type { Editor } from './useEditor';

interface Props {
  editor: Editor;
  onTakeNewest?: () => void;
}

/** Whether a field of the audience itself shows a fault. A new audience has more fields. */
function shownIn({ ownKey, filing }: Editor['details']): (pointer: string) => boolean {
  return (pointer) =>
    pointer === '/name' ||
    (ownKey !== null && pointer === '/key') ||
    (filing !== null && isFilingField(pointer));
}

/** Why it was not saved, and what can be done about it; what concerns a field stands at the field. */
export function Refused({ editor, onTakeNewest }: Props) {
  const { t } = useTranslation();
  const { submitted, builder, written, problem, error, details, submit } = editor;
  if (submitted && error === null && (builder.open.size > 0 || written.rule === null)) {
    return (
      <Alert color="yellow" role="alert" title={t('builder.notSaved')}>
        {t(written.rule === null ? 'builder.emptyRule' : 'builder.finishFirst')}
      </Alert>
    );
  }
  if (error === null || !isElsewhere(error, shownIn(details))) {
    return null;
  }
  return (
    <>
      <Failure error={error} />
      {problem?.code === 'unknown-trait' && (
        <Button variant="default" size="xs" onClick={() => submit({ unknownTraits: true })}>
          {t('builder.saveUnknown')}
        </Button>
      )}
      {problem?.code === 'version-mismatch' && (
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={onTakeNewest}>
            {t('builder.takeNewest')}
          </Button>
          <Button variant="default" size="xs" onClick={() => submit({ overOthers: true })}>
            {t('builder.saveOver')}
          </Button>
        </Group>
      )}
    </>
  );
}
