import { Fragment, type ReactNode } from 'react';

interface Props<T> {
  all: readonly T[];
  children: (each: T) => ReactNode;
}

/** What is listed within a sentence, with a comma between one and the next. */
export function CommaList<T>({ all, children }: Props<T>) {
  return all.map((each, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
    <Fragment key={index}>
      {index > 0 && ', '}
      {children(each)}
    </Fragment>
  ));
}
