package dev.tributary.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * The answers to a load.
 *
 * @param answered events of the requests that were answered with 200
 * @param failures requests without such an answer
 * @param seconds from the time of the first request to the last answer
 * @param latency microseconds from due to answered
 */
public record Outcome(long answered, long failures, double seconds, Histogram latency) {}
