package dev.tributary.audience.postgres;

/**
 * The result of a read of one partition.
 *
 * @param counted how many people or events were read
 * @param ofComplete how many of them belong to people who were read to their end. The others belong
 *     to one id, whose events were not all read
 * @param share of the people of the partition, who were read to their end; 1 if all were
 */
record PartRead(long counted, long ofComplete, double share) {

  /** All of the partition. */
  static PartRead all(long counted) {
    return new PartRead(counted, counted, 1);
  }
}
