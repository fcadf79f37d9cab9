import { Stack } from '@mantine/core';
import type { Model } from '@/api/generated/model';
import { Forbidden } from '@/components/feedback/Forbidden';
import { useMay } from '@/workspace/here';
import { DeleteModel } from './DeleteModel';
import { NameAndSchedule } from './NameAndSchedule';
import { QuerySettings } from './QuerySettings';

export function SettingsTab({ model }: { model: Model }) {
  const may = useMay('changeModel');
  if (!may.allowed) {
    return <Forbidden needs={may.needs} />;
  }
  return (
    <Stack gap="md">
      <NameAndSchedule key={`schedule ${model.version}`} model={model} />
      {model.query !== null && <QuerySettings key={`query ${model.version}`} model={model} />}
      <DeleteModel model={model} />
    </Stack>
  );
}
