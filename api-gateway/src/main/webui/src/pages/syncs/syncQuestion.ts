/** What a user is asked about a sync before it happens. */
export type SyncQuestion = 'pause' | 'resume' | 'rerun' | 'delete';
