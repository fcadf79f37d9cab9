package dev.tributary.runtime.loop;

import dev.tributary.contracts.event.Tick;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What one transaction handles.
 *
 * @param inputs without ticks; of each partition in order
 * @param ticks the newest tick of each partition that had one; it stands after that partition's
 *     inputs
 * @param watermark the smallest tick that every partition of the topic with ticks has published
 *     past, over all instances, in epoch milliseconds; 0 while one of them has not seen any
 */
public record Poll(List<Input> inputs, Map<TopicPartition, Tick> ticks, long watermark) {}
