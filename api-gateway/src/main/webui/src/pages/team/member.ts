import type { Member as Told } from '@/api/generated/model';

/** Somebody in the team; the API always tells all of it. */
export type Member = Required<Told>;
