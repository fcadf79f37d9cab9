package dev.tributary.runtime.loop;

import dev.tributary.contracts.event.Tick;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The content of one transaction.
 *
 * @param inputs without ticks; of each partition in order
 * @param ticks the newest tick of each partition that had one; it comes after that partition's
 *     inputs. For a partition that is read ahead it may be a later tick, with the workspaces held
 *     back that have records before it
 * @param watermark the time that every partition of the topic with ticks has published past, over
 *     all instances, by workspace; null while one of them has not seen any tick, or without ticks
 */
public record Poll(List<Input> inputs, Map<TopicPartition, Tick> ticks, @Nullable Tick watermark) {}
