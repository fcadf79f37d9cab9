package dev.tributary.benchmarks.chain;

import dev.tributary.benchmarks.load.Target;
import java.util.Map;

/**
 * A chain of programs that accepts events at one end and delivers them to the sink.
 *
 * @param program {@code ours} or {@code bare}
 * @param pids of all its processes, with its own Kafka and PostgreSQL
 */
record Chain(String program, Target target, Map<String, Long> pids) {}
