package dev.tributary.runtime.loop;

import dev.tributary.contracts.event.Tick;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction handles.
 *
 * @param inputs without ticks; of each partition in order
 * @param ticks the newest tick of each partition that had one; it stands after that partition's
 *     inputs. Of a partition that is read ahead it may be a later one that is still to come, with
 *     the workspaces held back that have records before it
 * @param watermark the time that every partition of the topic with ticks has published past, over
 *     all instances, by workspace; null while one of them has not seen any, or without ticks
 */
public record Poll(List<Input> inputs, Map<TopicPartition, Tick> ticks, @Nullable Tick watermark) {}
