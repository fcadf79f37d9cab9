/** One sync, or a destination with all its syncs. */
export interface Place {
  kind: 'sync' | 'destination';
  id: string;
  name: string;
}
