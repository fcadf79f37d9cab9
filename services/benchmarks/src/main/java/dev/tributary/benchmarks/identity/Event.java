package dev.tributary.benchmarks.identity;

/**
 * @param person whose events stay in order: the collector computes the key of the message from it
 * @param item as an SDK sends it
 */
@SuppressWarnings("ArrayRecordComponent")
record Event(String person, byte[] item) {}
