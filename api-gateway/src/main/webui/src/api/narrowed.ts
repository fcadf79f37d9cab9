/**
 * A type of the API of which the web UI knows more than the document says: which words a text is one of, mostly.
 * It does not compile where the API has no such field, or says something else of it.
 */
export type Narrowed<T, By extends { [F in keyof By]: F extends keyof T ? T[F] : never }> = Omit<
  T,
  keyof By
> &
  By;
