/** The inputs of a workspace for replays, from Kafka. */
@NullMarked
package dev.tributary.identity.kafka.replay;

import org.jspecify.annotations.NullMarked;
