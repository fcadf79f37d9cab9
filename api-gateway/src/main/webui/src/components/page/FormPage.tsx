import type { ComponentProps } from 'react';
import type { OperationId } from '@/api/may';
import { useMay } from '@/workspace/here';
import { Forbidden } from '../feedback/Forbidden';
import { Page } from './Page';

interface Props extends ComponentProps<typeof Page> {
  /** What the form does in the end. */
  operation: OperationId;
}

/** A page with a form, for users who may send it. Other users see which role is needed. */
export function FormPage({ operation, children, ...page }: Props) {
  const may = useMay(operation);
  return <Page {...page}>{may.allowed ? children : <Forbidden needs={may.needs} />}</Page>;
}
