import { useQuery } from '@tanstack/react-query';
import { previewQuery } from '@/api/dataQueries';
import type { Model } from '@/api/generated/model';
import { useWorkspace } from '@/workspace/here';
import { rowsOf } from './modelDraft';
import { PreviewOf } from './PreviewOf';

/** The first rows as they are in the warehouse now. */
export function RowsPreview({ model }: { model: Model }) {
  return <PreviewOf query={useQuery(previewQuery(useWorkspace(), rowsOf(model)))} />;
}
