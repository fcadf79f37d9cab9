package dev.tributary.sandbox.kit.job;

import java.time.Duration;

/**
 * How a vendor works jobs off.
 *
 * @param queued from the close of a job to its start
 * @param working from its start to its end
 * @param kept how long an ended job can be read
 * @param maximumUnfinished the largest number of jobs that are queued or working
 */
public record JobPace(Duration queued, Duration working, Duration kept, int maximumUnfinished) {}
