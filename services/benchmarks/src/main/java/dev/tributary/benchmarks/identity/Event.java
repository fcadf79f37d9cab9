package dev.tributary.benchmarks.identity;

/**
 * @param person whose events stay in order: what the collector makes the message's key of
 * @param item as an SDK sends it
 */
@SuppressWarnings("ArrayRecordComponent")
record Event(String person, byte[] item) {}
