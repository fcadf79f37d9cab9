package dev.tributary.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * How a load was answered.
 *
 * @param answered events of the requests that were answered with 200
 * @param failures requests that were not
 * @param seconds from the first request's time to the last answer
 * @param latency microseconds from due to answered
 */
public record Outcome(long answered, long failures, double seconds, Histogram latency) {}
