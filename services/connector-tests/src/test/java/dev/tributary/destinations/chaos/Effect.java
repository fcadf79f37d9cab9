package dev.tributary.destinations.chaos;

/**
 * An effect at a destination.
 *
 * @param key of the record or the event
 * @param version of the record, from 1; 0 for an event
 * @param created whether the record is a new one for the vendor
 */
record Effect(String key, int version, boolean created) {}
