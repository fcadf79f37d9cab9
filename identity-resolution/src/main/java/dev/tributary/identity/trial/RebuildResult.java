package dev.tributary.identity.trial;

/**
 * What a rebuild came to.
 *
 * @param people whose identifiers or past changed
 * @param joined how many became part of another
 * @param parted how many came of those who were taken apart
 * @param partly who were left as they are, because the log lost something of theirs
 * @param tooLarge who were left as they are, because they have to do with too many
 * @param complete whether everybody was looked at
 */
public record RebuildResult(
    long people, long joined, long parted, long partly, long tooLarge, boolean complete) {}
