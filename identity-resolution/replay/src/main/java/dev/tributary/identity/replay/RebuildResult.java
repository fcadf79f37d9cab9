package dev.tributary.identity.replay;

/**
 * The result of a rebuild.
 *
 * @param people profiles whose identifiers or history changed
 * @param joined how many profiles were merged into another
 * @param parted how many profiles unmerges created
 * @param partly profiles that stayed as they are, because the log lost some of their inputs
 * @param tooLarge profiles that stayed as they are, because their connected component is too large
 * @param complete whether the rebuild looked at every profile
 */
public record RebuildResult(
    long people, long joined, long parted, long partly, long tooLarge, boolean complete) {}
