package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import org.apache.kafka.common.TopicPartition;

/**
 * A message to publish because of an input.
 *
 * @param because the partition whose input caused it; the message is kept with that partition's
 *     position until it is published
 */
public record Output(TopicPartition because, Message message) {}
